using Hearth.Workers.Protocol;

namespace Hearth.Workers.Loading;

/// <summary>
/// The modules that the host told of, each version in a context of its own, loaded when first used. A version goes when a newer one of its name, or of anything
/// that it refers to, is used, and nothing executes in it or refers to it. A version that is asked for again is loaded again. Safe for use from several threads.
/// </summary>
/// <param name="retired">Hears of contexts that were told to unload. Called within a lock: return at once.</param>
internal sealed class ModuleLoader(Action<RetiredContext> retired)
{
    private readonly Dictionary<string, ModuleMessage> _known = [];
    private readonly Dictionary<string, LoadedModule> _loaded = [];
    private readonly Dictionary<string, LoadedModule> _newest = [];
    private readonly PackageContexts _packages = new(retired);
    private readonly Lock _lock = new();

    /// <summary>How many versions can be used without being loaded.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _loaded.Count;
        }
    }

    public void Add(ModuleMessage module)
    {
        lock (_lock)
            _known[module.Key] = module;
    }

    /// <summary>What is loaded stays so; the rest must be added again before it is asked for.</summary>
    public void Forget(IEnumerable<string> keys)
    {
        lock (_lock)
            foreach (var key in keys)
                _known.Remove(key);
    }

    /// <summary>A lease of a module; while any is held, it and all that it refers to stay loaded.</summary>
    /// <exception cref="FileLoadException">The host did not tell of it, or of what it refers to.</exception>
    public CodeLease Lease(string key)
    {
        lock (_lock)
        {
            // A current module refers to current ones only: they are replaced together.
            if (!_loaded.TryGetValue(key, out var module) || !module.Current)
            {
                var replaced = new List<LoadedModule>();
                try
                {
                    module = Use(key, replaced);
                    module.Leases++;
                }
                finally
                {
                    // At the end, so that what the new version shares with the old one is not given up in between.
                    foreach (var old in replaced)
                        UnloadUnused(old);
                }
            }
            else
            {
                module.Leases++;
            }

            return new CodeLease(module, () => Release(module));
        }
    }

    private void Release(LoadedModule module)
    {
        lock (_lock)
        {
            module.Leases--;
            UnloadUnused(module);
        }
    }

    private LoadedModule Use(string key, List<LoadedModule> replaced)
    {
        if (!_loaded.TryGetValue(key, out var module))
        {
            var message = _known.GetValueOrDefault(key) ?? throw new FileLoadException($"The worker was not told where the module with the key {key} lies.");
            var references = message.References.ToDictionary(reference => reference.Key, reference => Use(reference.Value, replaced));
            module = new LoadedModule(message, references, _packages.Use(message.Dependencies));
            foreach (var reference in references.Values)
                reference.Users.Add(module);
            _loaded.Add(key, module);
        }
        else if (!module.Current)
        {
            foreach (var reference in module.References.Values)
                Use(reference.Key, replaced);
        }

        if (_newest.TryGetValue(module.Name, out var old) && old != module)
            Supersede(old, replaced);
        _newest[module.Name] = module;
        module.Current = true;
        return module;
    }

    /// <summary>What refers to a replaced module has another key by now, too: it will not be asked for by those who want the newest.</summary>
    private void Supersede(LoadedModule module, List<LoadedModule> replaced)
    {
        if (!module.Current)
            return;
        module.Current = false;
        _newest.Remove(module.Name);
        foreach (var user in module.Users)
            Supersede(user, replaced);
        replaced.Add(module);
    }

    /// <summary>The user first, then what it refers to: the runtime keeps a context for as long as one that refers to it.</summary>
    private void UnloadUnused(LoadedModule module)
    {
        if (module.Current || module.Leases > 0 || module.Users.Count > 0 || !_loaded.Remove(module.Key))
            return;
        if (module.Unload() is { } context)
            retired(context);
        foreach (var reference in module.References.Values)
        {
            reference.Users.Remove(module);
            UnloadUnused(reference);
        }

        if (module.Packages is not null)
            _packages.Release(module.Packages);
    }
}
