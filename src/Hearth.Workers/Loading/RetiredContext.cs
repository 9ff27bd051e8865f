using System.Diagnostics;
using System.Runtime.Loader;

namespace Hearth.Workers.Loading;

/// <summary>A context that was told to unload: what is known of it without holding it.</summary>
internal sealed class RetiredContext
{
    private readonly WeakReference _context;
    private readonly long _since = Stopwatch.GetTimestamp();

    private RetiredContext(AssemblyLoadContext context, string key, string module)
    {
        // Through finalization too: the context is there until the runtime has freed the code.
        _context = new WeakReference(context, trackResurrection: true);
        Key = key;
        Module = module;
        Context = context.Name!;
    }

    public string Key { get; }

    public string Module { get; }

    public string Context { get; }

    public bool Alive => _context.IsAlive;

    public TimeSpan Age => Stopwatch.GetElapsedTime(_since);

    public static RetiredContext Unload(AssemblyLoadContext context, string key, string module)
    {
        var retired = new RetiredContext(context, key, module);
        context.Unload();
        return retired;
    }
}
