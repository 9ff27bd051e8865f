using System.Text.Json;
using Hearth.Host.Definitions;
using Hearth.Host.Workspaces;
using Hearth.Modules;
using Hearth.Workers.Pool;
using Hearth.Workers.Protocol;

namespace Hearth.Host.Extensions;

/// <summary>
/// Calls vaults, stores and reports in workers of their own: an attempt that waits for a secret holds a worker already, and must not wait for one that others wait with.
/// Safe for use from several threads.
/// </summary>
internal sealed class ExtensionCalls(Workspace workspace, WorkspaceSettings settings, WorkerPool pool, CodeSource code)
{
    private const string Group = "extensions";

    /// <summary>The calls of items that start within this time share one look at the files.</summary>
    private static readonly TimeSpan Age = TimeSpan.FromMilliseconds(100);

    /// <summary>The newest version of an extension; null where there is none, or it does not compile.</summary>
    public async ValueTask<ExtensionEntry?> FindAsync(ExtensionKind kind, string name, CancellationToken cancellationToken) =>
        (await code.CurrentAsync(Age, cancellationToken)).Extensions.Find(kind, name);

    /// <summary>Calls an extension.</summary>
    /// <param name="extension">Which.</param>
    /// <param name="call">What to do.</param>
    /// <param name="place">For whom.</param>
    /// <param name="cancellationToken">Asks the call to end; after the grace time its process is killed.</param>
    /// <returns>The answer, or why there is none.</returns>
    public async Task<ExtensionResult> CallAsync(ExtensionEntry extension, ExtensionCall call, CallPlace place, CancellationToken cancellationToken)
    {
        var scratch = Path.Combine(workspace.ScratchDirectory, "calls", Guid.NewGuid().ToString("N"));
        var message = new ExecuteMessage(extension.Key, extension.Descriptor.TypeName, place.Run, place.Workflow, place.Step, place.Attempt, place.Item,
            new AttemptPlaces(workspace.Root, Path.Combine(scratch, "artifacts"), scratch, place.Log, settings.LogLimit),
            JsonSerializer.SerializeToElement(call, MessageJson.Default.ExtensionCall), place.Secrets);
        try
        {
            using var lease = await pool.RentAsync(Group, cancellationToken);
            var result = await lease.ExecuteAsync(extension.Modules, message, SilentObserver.Instance, cancellationToken);
            return result.Ending == AttemptEnding.Returned
                ? new ExtensionResult(result.Output!.Value.Deserialize(MessageJson.Default.ExtensionAnswer), null)
                : new ExtensionResult(null, AttemptError.Of(HostErrorIds.ExtensionFailed, $"The {extension.Title} failed: {result.Error!.Message}") with
                {
                    Transient = result.Error.Transient,
                    Inner = result.Error.Frames.Count > 0 || result.Error.Inner is not null ? result.Error : null,
                });
        }
        catch (WorkerStartException exception)
        {
            return new ExtensionResult(null, AttemptError.Of(AttemptErrorIds.CannotStartWorker, exception.Message));
        }
    }

    private sealed class SilentObserver : IAttemptObserver
    {
        public static SilentObserver Instance { get; } = new();

        public void Logged(LogMessage entry)
        {
        }

        public void Progressed(ProgressMessage progress)
        {
        }
    }
}
