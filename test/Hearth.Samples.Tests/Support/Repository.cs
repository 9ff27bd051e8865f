using System.Reflection;

namespace Hearth.Samples.Tests.Support;

/// <summary>Where the checkout under test lies.</summary>
internal static class Repository
{
    public static string Root { get; } = Metadata("RepositoryRoot");

    public static string Sample { get; } = Path.Combine(Root, "samples", "repo-health");

    public static string Catalogue { get; } = Path.Combine(Root, "samples", "catalogue");

    public static string Command { get; } = Path.Combine(Root, "src", "Hearth.Cli", "bin", Metadata("Configuration"), "net10.0", "hearth.dll");

    private static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
