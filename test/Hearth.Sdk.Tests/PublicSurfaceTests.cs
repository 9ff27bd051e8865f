using System.Reflection;
using System.Runtime.CompilerServices;

namespace Hearth.Sdk.Tests;

/// <summary>
/// The library that users compile against changes only on purpose: its surface is in PublicSurface.txt, and a change shows in the diff.
/// HEARTH_UPDATE_REFERENCE=1 writes the file anew (and fails, so that nobody does it unseen).
/// </summary>
public sealed class PublicSurfaceTests
{
    private const BindingFlags Members = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Fact]
    public void The_public_surface_is_the_reviewed_one()
    {
        var surface = string.Join('\n', typeof(ITask<,>).Assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal).SelectMany(Describe)) + "\n";
        var file = PathOf("PublicSurface.txt");
        if (Environment.GetEnvironmentVariable("HEARTH_UPDATE_REFERENCE") == "1")
            File.WriteAllText(file, surface + "# written anew: review and run again\n");

        Assert.Equal(File.ReadAllText(file), surface);
    }

    private static IEnumerable<string> Describe(Type type) =>
        type.GetMembers(Members).Where(IsVisible).Select(member => $"  {member}").Order(StringComparer.Ordinal).Prepend(type.ToString());

    private static bool IsVisible(MemberInfo member) => member switch
    {
        MethodBase method => (method.IsPublic || method.IsFamily) && !method.IsSpecialName || method is ConstructorInfo { IsPublic: true },
        FieldInfo field => field.IsPublic && !field.IsSpecialName,
        PropertyInfo => true,
        _ => false,
    };

    private static string PathOf(string name, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, name);
}
