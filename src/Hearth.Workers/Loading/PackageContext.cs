using System.Reflection;
using System.Runtime.Loader;

namespace Hearth.Workers.Loading;

/// <summary>
/// The collectible context of the packages that modules with the same list of dependencies share: a type of a package is the same type for all of them.
/// </summary>
internal sealed class PackageContext : AssemblyLoadContext
{
    private static readonly string Sdk = typeof(ITask<,>).Assembly.GetName().Name!;
    private readonly ILookup<string, string> _files;

    public PackageContext(string key, IReadOnlyList<string> files)
        : base($"packages {key[..12]}", isCollectible: true)
    {
        Key = key;
        _files = files.ToLookup(path => Path.GetFileNameWithoutExtension(path), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>A hash of the paths.</summary>
    public string Key { get; }

    /// <summary>How many modules use it; read within the loader's lock.</summary>
    public int Users { get; set; }

    public Assembly? Find(string name) =>
        name != Sdk && _files[name].FirstOrDefault(path => path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)) is { } file ? LoadFromAssemblyPath(file) : null;

    public nint FindNative(string name)
    {
        string[] candidates = [name, $"lib{name}", Path.GetFileNameWithoutExtension(name)];
        var file = candidates.SelectMany(candidate => _files[candidate]).FirstOrDefault(path => !IsManaged(path));
        return file is null ? 0 : LoadUnmanagedDllFromPath(file);
    }

    protected override Assembly? Load(AssemblyName name) => Find(name.Name ?? "");

    protected override nint LoadUnmanagedDll(string name) => FindNative(name);

    private static bool IsManaged(string path)
    {
        try
        {
            AssemblyName.GetAssemblyName(path);
            return true;
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }
}
