namespace Hearth.Workers.Loading;

/// <summary>The right to use a version of a module until disposed. What is done with its types is the user's affair.</summary>
internal sealed class CodeLease(LoadedModule module, Action release) : IDisposable
{
    private Action? _release = release;

    /// <summary>A type of the module, as metadata names it.</summary>
    /// <exception cref="TypeLoadException">It has none of this name.</exception>
    public Type Type(string name) => module.Assembly.GetType(name, throwOnError: true)!;

    /// <summary>What is made of a type once, and lives as long as this version: never keep it elsewhere.</summary>
    public T Of<T>(string type, Func<Type, T> make)
        where T : class => module.Of(type, make);

    /// <summary>The same for as long as this one is held; disposing of it does nothing.</summary>
    public CodeLease Again() => new(module, () => { });

    public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
}
