using System.Reflection;
using System.Runtime.Loader;

namespace Hearth.Modules.Tests;

/// <summary>Loads modules as a worker does: each in a context of its own, bound to the others by load key.</summary>
internal sealed class ProgramLoader(CompiledProgram program)
{
    private readonly Dictionary<string, Assembly> _loaded = [];

    private CompiledProgram Program => program;

    public Assembly Load(CompiledModule module)
    {
        if (_loaded.TryGetValue(module.Name, out var known))
            return known;
        var context = new ModuleContext(module, this);
        using var image = new MemoryStream(File.ReadAllBytes(module.AssemblyPath));
        return _loaded[module.Name] = context.LoadFromStream(image);
    }

    public void Unload()
    {
        foreach (var context in _loaded.Values.Select(AssemblyLoadContext.GetLoadContext))
            context!.Unload();
        _loaded.Clear();
    }

    private sealed class ModuleContext(CompiledModule module, ProgramLoader loader) : AssemblyLoadContext(module.Name, isCollectible: true)
    {
        protected override Assembly? Load(AssemblyName name) =>
            module.References.ContainsKey(name.Name!) ? loader.Load(loader.Program.Modules.Single(other => other.Name == name.Name))
            : module.DependencyPaths.FirstOrDefault(path => Path.GetFileNameWithoutExtension(path) == name.Name) is { } path ? LoadFromAssemblyPath(path)
            : null;
    }
}
