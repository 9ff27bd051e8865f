namespace Hearth.Workflows.Tests;

/// <summary>Finds files of the repository.</summary>
internal static class Repository
{
    public static string PathOf(params string[] parts)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Hearth.slnx")))
            folder = folder.Parent;
        return Path.Combine([folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository."), .. parts]);
    }
}
