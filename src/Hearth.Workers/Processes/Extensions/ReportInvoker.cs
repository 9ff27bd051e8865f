using System.Text.Json;
using Hearth.Workers.Protocol;

namespace Hearth.Workers.Processes.Extensions;

/// <summary>Calls a report.</summary>
internal sealed class ReportInvoker(Type type) : ExtensionInvoker<IReport>(type)
{
    // Of types of the Sdk only, which outlive all code.
    private readonly JsonSerializerOptions _json = HearthJson.CreateOptions();

    protected override async Task<ExtensionAnswer> CallAsync(IReport extension, ExtensionCall call, TaskContext context)
    {
        if (call.Operation != ExtensionOperations.WriteReport)
            throw Unknown(call.Operation);
        var run = call.Run?.Deserialize<RunReport>(_json) ?? throw new InvalidInputException("there is no run to report");
        var surroundings = new ReportContext { Workspace = context.Files.Workspace, Log = context.Log, Time = context.Time, CancellationToken = context.CancellationToken };
        Directory.CreateDirectory(call.Folder!);
        var file = Path.Combine(call.Folder!, $"{call.Name}.{Extension(extension)}");

        // By rename: a report that is there is whole.
        var temporary = $"{file}.{Guid.NewGuid():N}.new";
        try
        {
            await using (var output = File.Create(temporary))
                await extension.WriteAsync(run, output, surroundings);
            File.Move(temporary, file, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }

        return new ExtensionAnswer { File = file, MediaType = extension.MediaType };
    }

    private static string Extension(IReport report) => report.FileExtension.TrimStart('.') is { Length: > 0 } extension && extension.All(character => char.IsLetterOrDigit(character) || character is '.' or '-')
        ? extension
        : throw new InvalidOperationException($"{report.GetType().Name}.FileExtension is '{report.FileExtension}'; it must be letters and digits.");
}
