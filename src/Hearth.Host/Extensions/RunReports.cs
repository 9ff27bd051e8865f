using System.Text.Json;
using Hearth.Host.Json;
using Hearth.Host.Views;
using Hearth.Modules;
using Hearth.Workers.Protocol;
using Hearth.Workers.Secrets;
using Hearth.Workflows.Definitions;

namespace Hearth.Host.Extensions;

/// <summary>Writes the reports of runs.</summary>
internal sealed class RunReports(ExtensionCalls calls)
{
    /// <summary>The folder of a run's reports.</summary>
    public static string Folder(string runDirectory) => Path.Combine(runDirectory, "reports");

    /// <summary>Writes all that a workflow asks for. One that fails leaves <c>NAME.error.txt</c> with the reason: a run is not undone by what is said of it.</summary>
    public async Task WriteAllAsync(WorkflowDefinition workflow, RunView run, SecretRedactor secrets, CancellationToken cancellationToken)
    {
        foreach (var name in workflow.Reports.Select(report => report.Value).Distinct())
        {
            var failure = Path.Combine(Folder(run.Directory), $"{name}.error.txt");
            var result = await WriteAsync(name, run, Folder(run.Directory), secrets, cancellationToken);
            if (result.Error is { } error)
            {
                Directory.CreateDirectory(Folder(run.Directory));
                await File.WriteAllTextAsync(failure, $"{error.Id}: {secrets.Redact(error).Message}\n", cancellationToken);
            }
            else
            {
                File.Delete(failure);
            }
        }
    }

    /// <summary>Writes one report.</summary>
    /// <param name="name">The report.</param>
    /// <param name="run">The run.</param>
    /// <param name="folder">Where to; its file is named after the report.</param>
    /// <param name="secrets">What must not be in its log.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ExtensionResult> WriteAsync(string name, RunView run, string folder, SecretRedactor secrets, CancellationToken cancellationToken)
    {
        if (await calls.FindAsync(ExtensionKind.Report, name, cancellationToken) is not { } report)
            return new ExtensionResult(null, AttemptError.Of(HostErrorIds.UnknownExtension, $"There is no report '{name}' that can be used. 'hearth catalog' says how it stands."));
        var call = new ExtensionCall(ExtensionOperations.WriteReport, JsonElement.Parse("{}")) { Name = name, Folder = folder, Run = JsonElement.Parse(RunViewJson.Write(run)) };
        return await calls.CallAsync(report, call, new CallPlace(run.Run, run.Workflow, $"report {name}", 1, null, Path.Combine(Folder(run.Directory), $"{name}.log"), secrets.Secrets), cancellationToken);
    }
}
