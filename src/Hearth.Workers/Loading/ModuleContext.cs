using System.Reflection;
using System.Runtime.Loader;
using Hearth.Workers.Protocol;

namespace Hearth.Workers.Loading;

/// <summary>The collectible context of one version of one module.</summary>
internal sealed class ModuleContext : AssemblyLoadContext
{
    private static readonly string Sdk = typeof(ITask<,>).Assembly.GetName().Name!;
    private readonly LoadedModule _module;
    private readonly string _path;
    private Assembly? _assembly;

    public ModuleContext(ModuleMessage message, LoadedModule module)
        : base($"{message.Name} {message.Key[..12]}", isCollectible: true)
    {
        _module = module;
        Key = message.Key;
        _path = message.Assembly;
    }

    /// <summary>The load key.</summary>
    public string Key { get; }

    /// <summary>For one thread at a time.</summary>
    public Assembly LoadModule() => _assembly ??= LoadFromAssemblyPath(_path);

    protected override Assembly? Load(AssemblyName name)
    {
        // What the worker itself has of the Sdk must be the same types on both sides.
        if (name.Name is not { } simple || simple == Sdk)
            return null;
        return _module.References.TryGetValue(simple, out var reference) ? reference.Assembly : _module.Packages?.Find(simple);
    }

    protected override nint LoadUnmanagedDll(string name) => _module.Packages?.FindNative(name) ?? 0;
}
