namespace Hearth.EndToEnd.Tests.Support;

/// <summary>A test over real data that lies beside the checkout and is not part of it; skipped, and said so, where it is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute(string path)
    {
        Path = path;
        if (!File.Exists(PathOf(path)))
            Skip = $"The data of this test is not beside the checkout: {PathOf(path)}";
    }

    public string Path { get; }

    public static string PathOf(string path) => System.IO.Path.GetFullPath(System.IO.Path.Combine(Repository.Root, "..", "shared", "data", path));
}
