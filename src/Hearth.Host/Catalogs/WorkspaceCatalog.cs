using Hearth.Coherence.Graph;
using Hearth.Host.Definitions;
using Hearth.Host.Hosting;
using Hearth.Host.Workspaces;
using Hearth.Store;

namespace Hearth.Host.Catalogs;

/// <summary>Looks at the catalog, after looking at the workspace.</summary>
public static class WorkspaceCatalog
{
    /// <summary>All extensions as they are now. Asks the workspace's host to look where one is up, because its compiler is warm.</summary>
    /// <exception cref="StoreException">The store cannot be used.</exception>
    public static async Task<CatalogView> ListAsync(Workspace workspace, CancellationToken cancellationToken)
    {
        using var store = CatalogStore.Open(workspace.StateDirectory);
        if (RemoteConnection.TryConnect(workspace) is { } host)
        {
            await using (host)
                await host.ValidateAsync([], cancellationToken);
        }
        else
        {
            SdkFiles.Ensure(workspace);
            await using var code = new CodeSource(workspace, TimeProvider.System, new CoherenceGraph(TimeProvider.System), new CatalogKeeper(workspace, store, TimeProvider.System).Note);
            await code.CurrentAsync(TimeSpan.Zero, cancellationToken);
        }

        return new CatalogView([.. store.List().Select(row => new CatalogEntryView(row.Kind, row.Name, row.Path, row.Fingerprint, row.State, row.Error, row.FirstSeen, row.Changed, row.Since))]);
    }
}
