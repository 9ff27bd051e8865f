namespace Hearth.Store.Tests;

/// <summary>A folder that goes with its test.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("hearth-store-").FullName;

    /// <summary>The database's file.</summary>
    public string Database => System.IO.Path.Combine(Path, "hearth.db");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
