using System.Collections.Concurrent;
using System.Reflection;
using Hearth.Workers.Protocol;

namespace Hearth.Workers.Loading;

/// <summary>One version of a module. Its context is made when something in it is first needed. The counts belong to the loader, and are read within its lock.</summary>
internal sealed class LoadedModule
{
    private readonly ConcurrentDictionary<(Type Of, string Type), object> _made = new();
    private readonly ModuleMessage _message;
    private readonly Lock _lock = new();
    private ModuleContext? _context;
    private bool _unloaded;

    public LoadedModule(ModuleMessage message, IReadOnlyDictionary<string, LoadedModule> references, PackageContext? packages)
    {
        Key = message.Key;
        Name = message.Name;
        References = references;
        Packages = packages;
        _message = message;
    }

    public string Key { get; }

    public string Name { get; }

    /// <summary>What it refers to, by assembly name.</summary>
    public IReadOnlyDictionary<string, LoadedModule> References { get; }

    public PackageContext? Packages { get; }

    /// <summary>The modules that refer to it.</summary>
    public HashSet<LoadedModule> Users { get; } = [];

    public int Leases { get; set; }

    /// <summary>Whether nothing newer of its name was used.</summary>
    public bool Current { get; set; }

    /// <exception cref="InvalidOperationException">It was unloaded: code that its attempt left behind asks for what it never used before.</exception>
    public Assembly Assembly
    {
        get
        {
            // A failure is not remembered: the next attempt may find the file.
            lock (_lock)
            {
                if (_unloaded)
                    throw new InvalidOperationException($"This version of the module {Name} was replaced, and unloaded.");
                return (_context ??= new ModuleContext(_message, this)).LoadModule();
            }
        }
    }

    /// <summary>Something that was made of a type of this version; it dies with the version.</summary>
    public T Of<T>(string type, Func<Type, T> make)
        where T : class =>
        (T)_made.GetOrAdd((typeof(T), type), key => make(Assembly.GetType(key.Type, throwOnError: true)!));

    /// <summary>Null where nothing was loaded.</summary>
    public RetiredContext? Unload()
    {
        _made.Clear();
        lock (_lock)
        {
            _unloaded = true;
            var context = _context;
            _context = null;
            return context is null ? null : RetiredContext.Unload(context, Key, Name);
        }
    }
}
