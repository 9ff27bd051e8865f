using Hearth.Modules.Frameworks;
using Hearth.Modules.Projects;

namespace Hearth.Modules.Packages;

/// <summary>Gives the assets of a project's packages, and restores them where that has not been done. Safe for use from several threads.</summary>
internal sealed class PackageResolver(DotnetInstallation installation) : IDisposable
{
    // Two restores of one project at once write the same files.
    private readonly SemaphoreSlim _restoring = new(1, 1);

    public async Task<PackageResult> ResolveAsync(TaskProject project, string projectName, CancellationToken cancellationToken)
    {
        if (project.Path is not { } path || project.Packages.IsEmpty)
            return new PackageResult(PackageAssets.None, null);
        if (Current(path, project) is { } assets)
            return new PackageResult(assets, null);

        await _restoring.WaitAsync(cancellationToken);
        try
        {
            return Current(path, project) is { } restored
                ? new PackageResult(restored, null)
                : await RestoreAsync(path, project, projectName, cancellationToken);
        }
        finally
        {
            _restoring.Release();
        }
    }

    public void Dispose() => _restoring.Dispose();

    private async Task<PackageResult> RestoreAsync(string path, TaskProject project, string projectName, CancellationToken cancellationToken)
    {
        var written = File.GetLastWriteTimeUtc(path);
        if (await PackageRestore.RunAsync(installation.CommandPath, path, cancellationToken) is { } error)
            return Failed(projectName, $"The packages of the tasks cannot be restored. {error}");

        // A restore that finds nothing to do leaves the time of its file as it was, and would be repeated for ever.
        var assets = AssetsPath(path);
        if (File.Exists(assets) && File.GetLastWriteTimeUtc(assets) < written)
            File.SetLastWriteTimeUtc(assets, written);
        return Current(path, project) is { } restored
            ? new PackageResult(restored, null)
            : Failed(projectName, $"The packages were restored, but '{assets}' does not list what the project file asks for "
                + $"({string.Join(", ", project.Packages.Select(package => $"{package.Name} {package.Version}"))}). "
                + "Hearth reads the project file itself: it sees no imported files.");
    }

    private PackageAssets? Current(string path, TaskProject project)
    {
        try
        {
            var assets = AssetsPath(path);
            return File.Exists(assets) && File.GetLastWriteTimeUtc(assets) >= File.GetLastWriteTimeUtc(path)
                ? AssetsFile.Read(File.ReadAllBytes(assets), project.Packages, RuntimeIdentifiers.Current())
                : null;
        }
        catch (IOException)
        {
            // Being written by a restore beside this process; ours waits for it.
            return null;
        }
    }

    private static string AssetsPath(string project) => Path.Combine(Path.GetDirectoryName(project)!, "obj", "project.assets.json");

    private static PackageResult Failed(string projectName, string message) =>
        new(null, new SourceDiagnostic(Problems.RestoreFailed, SourceSeverity.Error, projectName, 1, 1, message));
}
