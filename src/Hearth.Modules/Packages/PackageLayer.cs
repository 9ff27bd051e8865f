using System.Collections.Immutable;
using Hearth.Coherence;
using Hearth.Coherence.Graph;
using Hearth.Coherence.Inputs;
using Hearth.Coherence.Layers;
using Hearth.Modules.Projects;

namespace Hearth.Modules.Packages;

/// <summary>
/// The layer <c>packages</c>: the assets of a project's packages, as the last restore wrote them down. To restore is an act, not a value: it depends on the network,
/// and is tried again where it failed. Safe for use from several threads.
/// </summary>
internal sealed class PackageLayer
{
    private readonly CoherenceGraph _graph;
    private readonly ProjectLayer _projects;
    private readonly Layer<CompileRequest, PackageResult> _packages;
    private readonly ValueInput<string> _restored;

    public PackageLayer(CoherenceGraph graph, ProjectLayer projects)
    {
        _graph = graph;
        _projects = projects;
        _restored = graph.Values.Add("restored packages", "", Fingerprint.Of);
        _packages = graph.AddLayer(new LayerDefinition<CompileRequest, PackageResult> { Name = "packages", Compute = ReadAsync, NameOf = PathNames.TasksOf });
    }

    public Node<PackageResult> this[CompileRequest request] => _packages[request];

    /// <summary>Restores them.</summary>
    /// <returns>Null where they are there now, otherwise why not.</returns>
    public async Task<SourceDiagnostic?> RestoreAsync(CompileRequest request, TaskProject project, string command, CancellationToken cancellationToken)
    {
        var (path, name) = (project.Path!, PathNames.Relative(request.WorkspaceDirectory, project.Path!));
        var written = File.GetLastWriteTimeUtc(path);
        if (await PackageRestore.RunAsync(command, path, cancellationToken) is { } error)
            return Failed($"The packages of the tasks cannot be restored. {error}");

        // A restore that finds nothing to do leaves its file as it was: that it answers this project is known from now on, and told to other processes by its time.
        var assets = AssetsPath(path);
        if (File.Exists(assets) && File.GetLastWriteTimeUtc(assets) < written)
            File.SetLastWriteTimeUtc(assets, written);
        _graph.Revalidate();
        if (await _graph.Files[path].ReadAsync(cancellationToken) is { } asked && await _graph.Files[assets].ReadAsync(cancellationToken) is { } answer)
            _restored.Set(Pair(asked, answer));
        return (await this[request].ReadAsync(cancellationToken)).Assets is not null ? null
            : Failed($"The packages were restored, but '{assets}' does not list what the project file asks for "
                + $"({string.Join(", ", project.Packages.Select(package => $"{package.Name} {package.Version}"))}). "
                + "Hearth reads the project file itself: it sees no imported files.");

        SourceDiagnostic Failed(string message) => new(Problems.RestoreFailed, SourceSeverity.Error, name, 1, 1, message);
    }

    private async ValueTask<PackageResult> ReadAsync(CompileRequest request, Reading reading)
    {
        var project = (await reading.ReadAsync(_projects[request])).Project;
        if (project.Path is not { } path || project.Packages.IsEmpty)
            return new PackageResult(PackageAssets.None);
        try
        {
            return await reading.ReadAsync(_graph.Files[path]) is { } asked && await reading.ReadAsync(_graph.Files[AssetsPath(path)]) is { } answer
                && (answer.Stamp.Modified >= asked.Stamp.Modified || await reading.ReadAsync(_restored) == Pair(asked, answer))
                && AssetsFile.Read(answer.Bytes, project.Packages, RuntimeIdentifiers.Current()) is { } listed
                ? new PackageResult(await FindAsync(listed, reading))
                : new PackageResult(null);
        }
        catch (IOException)
        {
            // Being written by a restore beside this process; ours waits for it.
            return new PackageResult(null);
        }
    }

    /// <returns>Null where one is gone.</returns>
    private async ValueTask<PackageAssets?> FindAsync(ImmutableArray<ListedPackage> listed, Reading reading)
    {
        var (compile, runtime) = (ImmutableArray.CreateBuilder<string>(), ImmutableArray.CreateBuilder<string>());
        foreach (var package in listed)
        {
            string? folder = null;
            foreach (var candidate in package.Folders)
                if (folder is null && await reading.FingerprintAsync(_graph.Folders[candidate]) != FolderInputs.Missing)
                    folder = candidate;
            if (folder is null)
                return null;
            compile.AddRange(package.Compile.Select(asset => Path.Combine(folder, asset)));
            runtime.AddRange(package.Runtime.Select(asset => Path.Combine(folder, asset)));
        }

        // Packages are installed whole under name and version: that a file is there is enough.
        foreach (var path in compile.Concat(runtime))
            if (!await IsThereAsync(path, reading))
                return null;
        return new PackageAssets(compile.ToImmutable(), runtime.ToImmutable(), [.. listed.Select(package => package.Identity)]);
    }

    private async ValueTask<bool> IsThereAsync(string path, Reading reading)
    {
        foreach (var entry in await reading.ReadAsync(_graph.Folders[Path.GetDirectoryName(path)!]))
            if (!entry.IsFolder && entry.Name == Path.GetFileName(path))
                return true;
        return false;
    }

    private static string Pair(FileContent project, FileContent assets)
    {
        using var builder = new FingerprintBuilder();
        return builder.Add(project.Fingerprint).Add(assets.Fingerprint).Build().ToString();
    }

    private static string AssetsPath(string project) => Path.Combine(Path.GetDirectoryName(project)!, "obj", "project.assets.json");
}
