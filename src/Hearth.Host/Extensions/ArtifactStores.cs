using Hearth.Host.Runs;
using Hearth.Modules;
using Hearth.Workers.Protocol;

namespace Hearth.Host.Extensions;

/// <summary>Puts the artifacts of steps into stores.</summary>
internal sealed class ArtifactStores(ExtensionCalls calls, Func<WorkspaceExtensions> extensions)
{
    /// <summary>Puts a folder there, as <c>RUN/STEP[/ITEM]/PATH</c>, of a stage <c>RUN/STEP.STAGE/ITEM/PATH</c>.</summary>
    /// <param name="store">The store, as the settings name it.</param>
    /// <param name="folder">The artifacts.</param>
    /// <param name="place">Of which attempt.</param>
    /// <param name="cancellationToken">The run's, or the step's time limit.</param>
    /// <returns>Why it failed; null when all is there.</returns>
    public async Task<AttemptError?> PutAsync(string store, string folder, CallPlace place, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
            return null;
        if (!extensions().Stores.TryGetValue(store, out var use) || await calls.FindAsync(ExtensionKind.Store, use.Name, cancellationToken) is not { } extension)
            return AttemptError.Of(HostErrorIds.UnknownExtension, $"There is no store '{store}' in hearth.yaml any more. Add it, and retry the run.");
        var result = await calls.CallAsync(extension, new ExtensionCall(ExtensionOperations.PutFolder, use.Configuration)
        {
            Folder = folder,
            Name = $"{place.Run}/{RunFiles.FolderOf(place.Step)}{(place.Item is { } item ? $"/{item:d6}" : "")}",
        }, place, cancellationToken);
        return result.Error is { } error ? error with { Message = $"The artifacts could not be put into the store '{store}'. {error.Message}" } : null;
    }
}
