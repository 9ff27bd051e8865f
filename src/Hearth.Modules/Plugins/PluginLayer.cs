using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Hearth.Coherence;
using Hearth.Coherence.Graph;
using Hearth.Coherence.Inputs;
using Hearth.Coherence.Layers;
using Hearth.Modules.Discovery;
using Hearth.Modules.Frameworks;
using Hearth.Modules.Manifests;
using Hearth.Modules.Projects;

namespace Hearth.Modules.Plugins;

/// <summary>
/// The layer <c>plugins</c>: the extensions of plugin folders. What was found is kept on disk by the content of the folder, and so are copies of its files: whoever replaces a plugin
/// does not pull it from under a worker. Safe for use from several threads.
/// </summary>
internal sealed class PluginLayer
{
    private readonly CoherenceGraph _graph;
    private readonly Node<FrameworkReferences> _framework;
    private readonly Layer<PluginKey, PluginModules> _plugins;

    public PluginLayer(CoherenceGraph graph, Node<FrameworkReferences> framework)
    {
        _graph = graph;
        _framework = framework;
        _plugins = graph.AddLayer(new LayerDefinition<PluginKey, PluginModules>
        {
            Name = "plugins",
            Compute = ReadAsync,
            NameOf = plugin => plugin.Name,
            // Copies are written.
            IsTransient = exception => exception is IOException or UnauthorizedAccessException,
        });
    }

    /// <summary>All of a workspace, by folder and file.</summary>
    public async ValueTask<PluginModules> AllAsync(CompileRequest request, Reading reading)
    {
        var modules = ImmutableArray.CreateBuilder<PluginModule>();
        foreach (var entry in await reading.ReadAsync(_graph.Folders[Path.Combine(request.WorkspaceDirectory, PluginFolder.Root)]))
            if (entry.IsFolder && entry.Name[0] != '.')
                modules.AddRange((await reading.ReadAsync(_plugins[new PluginKey(request, entry.Name)])).Modules);
        return new PluginModules(modules.ToImmutable());
    }

    private async ValueTask<PluginModules> ReadAsync(PluginKey plugin, Reading reading)
    {
        var files = ImmutableSortedDictionary.CreateBuilder<string, Fingerprint>(StringComparer.Ordinal);
        await FindAsync(plugin.Directory, plugin.Directory, files, reading);
        var folder = PluginFolder.Of(plugin.Name, files.ToImmutable());
        var store = new ModuleFolder(plugin.Request.OutputDirectory);
        var copies = ImmutableArray.CreateBuilder<string>();
        foreach (var (name, fingerprint) in folder.Files)
        {
            var copy = store.PluginFilePath(folder.Fingerprint, name);
            if (!ModuleFolder.IsWhole(copy, fingerprint))
                store.AddPluginFile(folder.Fingerprint, name, (await reading.ReadAsync(_graph.Files[Path.Combine(plugin.Directory, PathNames.Native(name))])
                    ?? throw new FileNotFoundException($"'{name}' of the plugin '{plugin.Name}' was deleted while it was read.", name)).Bytes);
            copies.Add(copy);
        }

        if (store.FindPlugin(folder.Fingerprint) is not { } record)
        {
            record = Find(folder, plugin, await reading.ReadAsync(_framework), reading.CancellationToken);
            if (record.Diagnostics.IsEmpty)
                store.Add(folder.Fingerprint, record);
        }

        return new PluginModules([.. Modules(folder, record, copies.ToImmutable())]);
    }

    private async ValueTask FindAsync(string root, string directory, ImmutableSortedDictionary<string, Fingerprint>.Builder files, Reading reading)
    {
        foreach (var entry in await reading.ReadAsync(_graph.Folders[directory]))
        {
            var path = Path.Combine(directory, entry.Name);
            if (entry.IsFolder)
                await FindAsync(root, path, files, reading);
            else if (PluginFolder.IsLoadable(path) && await reading.FingerprintAsync(_graph.Files[path]) is var fingerprint && fingerprint != FileInputs.Missing)
                files[PathNames.Relative(root, path)] = fingerprint;
        }
    }

    private static IEnumerable<PluginModule> Modules(PluginFolder folder, PluginRecord record, ImmutableArray<string> copies)
    {
        foreach (var file in record.Extensions.Select(extension => extension.File).Concat(record.Diagnostics.Select(diagnostic => diagnostic.File)).Distinct(StringComparer.Ordinal))
        {
            var copy = copies[folder.Files.Keys.ToList().FindIndex(name => file.EndsWith($"{folder.Name}/{name}", StringComparison.Ordinal))];
            yield return new PluginModule(file, file, folder.Fingerprint, copy, copies.Remove(copy), [.. record.Extensions.Where(extension => extension.File == file)],
                [.. record.Diagnostics.Where(diagnostic => diagnostic.File == file)]);
        }
    }

    // Finding needs the compiler, reading what was found does not.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static PluginRecord Find(PluginFolder folder, PluginKey plugin, FrameworkReferences framework, CancellationToken cancellationToken)
    {
        var found = PluginDiscovery.Find(plugin.Request.WorkspaceDirectory,
            [.. folder.Files.Keys.Where(name => name.EndsWith(".dll", StringComparison.Ordinal)).Select(name => Path.Combine(plugin.Directory, PathNames.Native(name)))],
            [.. framework.Paths(), plugin.Request.SdkPath], cancellationToken);
        return new PluginRecord(found.Extensions, found.Diagnostics);
    }
}
