using System.Collections.Immutable;
using Hearth.Coherence.Graph;
using Hearth.Host.Hosting;
using Hearth.Host.Workspaces;
using Hearth.Workflows.Problems;

namespace Hearth.Host.Definitions;

/// <summary>Checks a workspace, also one whose settings are so wrong that no host could start.</summary>
public static class WorkspaceValidation
{
    /// <summary>All problems of settings, tasks and workflows, warnings too. Asks the workspace's host where one is up, because its compiler is warm.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="workflows">Only these; none means all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HearthException">A name is unknown.</exception>
    public static async Task<ImmutableArray<Problem>> ValidateAsync(Workspace workspace, IReadOnlyCollection<string> workflows, CancellationToken cancellationToken)
    {
        if (RemoteConnection.TryConnect(workspace) is { } host)
            await using (host)
                return await host.ValidateAsync(workflows, cancellationToken);
        SdkFiles.Ensure(workspace);
        await using var code = new CodeSource(workspace, TimeProvider.System, new CoherenceGraph(TimeProvider.System));
        var programs = ProgramBuilder.Of(workspace, code);
        return await programs.ValidateAsync(workflows, cancellationToken);
    }
}
