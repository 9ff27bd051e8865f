using Hearth.Coherence.Graph;
using Hearth.Host.Definitions;
using Hearth.Host.Extensions;
using Hearth.Host.Results;
using Hearth.Host.Workspaces;
using Hearth.Store;
using Hearth.Workers.Pool;

namespace Hearth.Host.Runs;

/// <summary>What every run of a host shares.</summary>
internal sealed record RunEnvironment(Workspace Workspace, WorkspaceSettings Settings, RunStore Store, ContentStore Content, ValueStore Values, WorkerPool Pool, CodeSource Code,
    HostModeChoice Mode, CoherenceGraph Graph, ResultStore Results, TimeProvider Time)
{
    /// <summary>Says what results depend on.</summary>
    public ResultIdentities Identities { get; } = new(Graph, Content, Workspace, Settings);

    /// <summary>Calls vaults, stores and reports.</summary>
    public ExtensionCalls Calls { get; } = new(Workspace, Settings, Pool, Code);
}
