using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;
using Hearth.Workers.Protocol;

namespace Hearth.Workers.Processes;

/// <summary>One version of the workspace's code in a collectible context. Unloads when it is retired and the last lease has ended.</summary>
internal sealed class LoadedCode
{
    private readonly CodeContext _context;
    private readonly Assembly _assembly;
    private readonly ConcurrentDictionary<string, TaskInvoker> _invokers = new();
    private readonly Lock _lock = new();
    private int _leases;
    private bool _retired;

    public LoadedCode(CodeMessage code)
    {
        _context = new CodeContext(code);
        _assembly = _context.LoadFromAssemblyPath(code.Assembly);
    }

    public TaskInvoker Invoker(string type) => _invokers.GetOrAdd(type, static (name, assembly) =>
        TaskInvoker.For(assembly.GetType(name, throwOnError: true)!), _assembly);

    public CodeLease Lease()
    {
        lock (_lock)
            _leases++;
        return new CodeLease(this);
    }

    public void Release()
    {
        lock (_lock)
            if (--_leases > 0 || !_retired)
                return;
        _context.Unload();
    }

    /// <summary>No new lease will be asked for.</summary>
    public void Retire()
    {
        lock (_lock)
        {
            _retired = true;
            if (_leases > 0)
                return;
        }

        _context.Unload();
    }

    private sealed class CodeContext(CodeMessage code) : AssemblyLoadContext($"code {code.Key[..12]}", isCollectible: true)
    {
        private readonly ILookup<string, string> _files = code.Dependencies.ToLookup(path => Path.GetFileNameWithoutExtension(path), StringComparer.OrdinalIgnoreCase);

        protected override Assembly? Load(AssemblyName name) =>
            // What the worker itself has (the Sdk above all) must be the same types on both sides.
            name.Name != typeof(ITask<,>).Assembly.GetName().Name
            && _files[name.Name ?? ""].FirstOrDefault(path => path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)) is { } file
                ? LoadFromAssemblyPath(file)
                : null;

        protected override nint LoadUnmanagedDll(string name)
        {
            string[] candidates = [name, $"lib{name}", Path.GetFileNameWithoutExtension(name)];
            var file = candidates.SelectMany(candidate => _files[candidate]).FirstOrDefault(path => !IsManaged(path));
            return file is null ? 0 : LoadUnmanagedDllFromPath(file);
        }

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
}
