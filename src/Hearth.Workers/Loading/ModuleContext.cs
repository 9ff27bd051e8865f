using System.Reflection;
using System.Runtime.Loader;
using Hearth.Workers.Protocol;

namespace Hearth.Workers.Loading;

/// <summary>
/// The collectible context of one version of one module. It must not hold its own assembly, directly or not: the runtime holds a context until its code is gone.
/// </summary>
internal sealed class ModuleContext : AssemblyLoadContext
{
    private static readonly string Sdk = typeof(ITask<,>).Assembly.GetName().Name!;
    private readonly LoadedModule _module;

    public ModuleContext(ModuleMessage message, LoadedModule module)
        : base($"{message.Name} {message.Key[..12]}", isCollectible: true)
    {
        _module = module;
        Key = message.Key;
    }

    /// <summary>The load key.</summary>
    public string Key { get; }

    protected override Assembly? Load(AssemblyName name)
    {
        // What the worker itself has of the Sdk must be the same types on both sides.
        if (name.Name is not { } simple || simple == Sdk)
            return null;
        return _module.References.TryGetValue(simple, out var reference) ? reference.Assembly : _module.Packages?.Find(simple);
    }

    protected override nint LoadUnmanagedDll(string name) => _module.Packages?.FindNative(name) ?? 0;
}
