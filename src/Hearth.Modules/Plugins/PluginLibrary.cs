using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Hearth.Modules.Discovery;
using Hearth.Modules.Manifests;
using Hearth.Modules.Projects;

namespace Hearth.Modules.Plugins;

/// <summary>
/// Finds the extensions of plugin folders. What was found is kept by the content of the folder, and so are copies of its files: whoever replaces a plugin
/// does not pull it from under a worker. Used by one caller at a time.
/// </summary>
internal sealed class PluginLibrary(FileContents contents)
{
    private ImmutableArray<PluginFolder> _folders = [];
    private ImmutableArray<PluginModule> _modules = [];

    /// <param name="request">The workspace.</param>
    /// <param name="references">What plugins may refer to beside their own files.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">A file cannot be read, or a copy not be written.</exception>
    public ImmutableArray<PluginModule> Read(CompileRequest request, Func<IReadOnlyList<string>> references, CancellationToken cancellationToken)
    {
        var folders = PluginFolder.ReadAll(request.WorkspaceDirectory, contents);
        if (folders.Select(folder => folder.Fingerprint).SequenceEqual(_folders.Select(folder => folder.Fingerprint)))
            return _modules;
        var store = new ModuleFolder(request.OutputDirectory);
        _modules = [.. folders.SelectMany(folder => Modules(folder, request, store, references, cancellationToken))];
        _folders = folders;
        return _modules;
    }

    private static IEnumerable<PluginModule> Modules(PluginFolder folder, CompileRequest request, ModuleFolder store, Func<IReadOnlyList<string>> references, CancellationToken cancellationToken)
    {
        var copies = folder.Files.Select(file => store.AddPluginFile(folder.Fingerprint, file.Key, file.Value)).ToImmutableArray();
        if (store.FindPlugin(folder.Fingerprint) is not { } record)
        {
            record = Find(folder, request, references(), cancellationToken);
            if (record.Diagnostics.IsEmpty)
                store.Add(folder.Fingerprint, record);
        }

        foreach (var file in record.Extensions.Select(extension => extension.File).Concat(record.Diagnostics.Select(diagnostic => diagnostic.File)).Distinct(StringComparer.Ordinal))
        {
            var copy = copies[folder.Files.Keys.ToList().FindIndex(name => file.EndsWith($"{folder.Name}/{name}", StringComparison.Ordinal))];
            yield return new PluginModule(file, file, folder.Fingerprint, copy, copies.Remove(copy), [.. record.Extensions.Where(extension => extension.File == file)],
                [.. record.Diagnostics.Where(diagnostic => diagnostic.File == file)]);
        }
    }

    // Finding needs the compiler, reading what was found does not.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static PluginRecord Find(PluginFolder folder, CompileRequest request, IReadOnlyList<string> references, CancellationToken cancellationToken)
    {
        var root = Path.Combine(request.WorkspaceDirectory, PluginFolder.Root, folder.Name);
        var found = PluginDiscovery.Find(request.WorkspaceDirectory,
            [.. folder.Files.Keys.Where(name => name.EndsWith(".dll", StringComparison.Ordinal)).Select(name => Path.Combine(root, PathNames.Native(name)))], references, cancellationToken);
        return new PluginRecord(found.Extensions, found.Diagnostics);
    }
}
