using Hearth.Workers.Protocol;

namespace Hearth.Workers.Processes.Extensions;

/// <summary>Calls a store.</summary>
internal sealed class StoreInvoker(Type type) : ExtensionInvoker<IStore>(type)
{
    protected override async Task<ExtensionAnswer> CallAsync(IStore extension, ExtensionCall call, TaskContext context)
    {
        if (call.Operation != ExtensionOperations.PutFolder)
            throw Unknown(call.Operation);
        var surroundings = new StoreContext { Workspace = context.Files.Workspace, Log = context.Log, Time = context.Time, CancellationToken = context.CancellationToken };
        var files = 0;
        foreach (var file in Files(call.Folder!))
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            await using var content = File.OpenRead(file);
            await extension.PutAsync($"{call.Name}/{Path.GetRelativePath(call.Folder!, file).Replace(Path.DirectorySeparatorChar, '/')}", content, surroundings);
            context.Report(++files, message: "stored");
        }

        return new ExtensionAnswer { Files = files };
    }

    /// <summary>A link in the artifacts may lead to anything: it is no artifact.</summary>
    private static IEnumerable<string> Files(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }).Order(StringComparer.Ordinal)
        : [];
}
