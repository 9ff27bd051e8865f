using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using System.Text.Json;
using Hearth.Workers.Json;

namespace Hearth.Workers.Processes.Resources;

/// <summary>
/// The resources of a worker: one for each class and configuration. The class is the key, and carries the version of the code; when its context begins to unload,
/// its resources are dropped, so that none keeps replaced code alive. Safe for use from several threads.
/// </summary>
internal sealed class ResourceCache : IAsyncDisposable
{
    private readonly Dictionary<(Type Resource, string Configuration), HeldResource> _held = [];
    private readonly ConditionalWeakTable<Type, JsonSerializerOptions> _json = [];
    private readonly ConditionalWeakTable<AssemblyLoadContext, object> _watched = [];
    private readonly CancellationTokenSource _ending = new();
    private readonly Lock _lock = new();
    private bool _ended;

    /// <summary>How many are held.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _held.Count;
        }
    }

    /// <summary>A lease of a resource; loads it where it is not there. Those who ask at once wait for one loading.</summary>
    /// <param name="configuration">What to load.</param>
    /// <param name="log">Of the attempt that asks.</param>
    /// <param name="workspace">The workspace's folder.</param>
    /// <param name="cancellationToken">Ends the waiting, not the loading: the next attempt will want it too.</param>
    public async Task<ResourceLease<TResource>> LeaseAsync<TResource, TConfiguration>(TConfiguration configuration, TaskLog log, string workspace, CancellationToken cancellationToken)
        where TResource : class, IResource<TConfiguration>, new()
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var key = (typeof(TResource), CanonicalJson.Of(JsonSerializer.SerializeToElement(configuration, _json.GetValue(typeof(TConfiguration), _ => HearthJson.CreateOptions()))));
        var held = Hold(key, out var isNew);
        if (isNew)
            _ = Task.Run(() => held.LoadAsync(() => LoadAsync<TResource, TConfiguration>(configuration, new ResourceContext { Workspace = workspace, Log = log, CancellationToken = _ending.Token })),
                CancellationToken.None);
        try
        {
            var resource = (TResource)await held.Loaded.WaitAsync(cancellationToken);
            return new ResourceLease<TResource>(resource, held.ReleaseAsync);
        }
        catch
        {
            if (held.Loaded.IsFaulted || held.Loaded.IsCanceled)
                Forget(key, held);
            await held.ReleaseAsync();
            throw;
        }
    }

    /// <summary>Drops the resources of some classes: nobody new gets them, and each is disposed of when its last lease ends.</summary>
    /// <param name="superseded">Whether a resource's class is of code that was replaced.</param>
    /// <returns>Done when those that nobody holds are disposed of.</returns>
    public async Task DropAsync(Func<Type, bool> superseded)
    {
        List<HeldResource> dropped = [];
        lock (_lock)
            foreach (var (key, held) in _held.Where(entry => superseded(entry.Key.Resource)).ToList())
            {
                _held.Remove(key);
                dropped.Add(held);
            }

        foreach (var held in dropped)
            await held.RetireAsync();
    }

    /// <summary>Drops all and waits until each is disposed of.</summary>
    public async ValueTask DisposeAsync()
    {
        List<HeldResource> all;
        lock (_lock)
        {
            if (_ended)
                return;
            _ended = true;
            all = [.. _held.Values];
        }

        await _ending.CancelAsync();
        await DropAsync(_ => true);
        await Task.WhenAll(all.Select(held => held.Disposed));
        _ending.Dispose();
    }

    private static async Task<IAsyncDisposable> LoadAsync<TResource, TConfiguration>(TConfiguration configuration, ResourceContext context)
        where TResource : class, IResource<TConfiguration>, new()
    {
        var resource = new TResource();
        try
        {
            await resource.LoadAsync(configuration, context);
            return resource;
        }
        catch
        {
            // What it had loaded so far must not stay.
            await resource.DisposeAsync();
            throw;
        }
    }

    private HeldResource Hold((Type Resource, string Configuration) key, out bool isNew)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_ended, this);
            isNew = !_held.TryGetValue(key, out var held);
            if (held is null)
            {
                _held.Add(key, held = new HeldResource());
                Watch(key.Resource);
            }

            held.Hold();
            return held;
        }
    }

    private void Forget((Type Resource, string Configuration) key, HeldResource held)
    {
        lock (_lock)
            if (_held.GetValueOrDefault(key) == held)
                _held.Remove(key);
    }

    /// <summary>Within the lock.</summary>
    private void Watch(Type resource)
    {
        if (AssemblyLoadContext.GetLoadContext(resource.Assembly) is { IsCollectible: true } context && _watched.TryAdd(context, context))
            context.Unloading += unloading => _ = DropAsync(type => AssemblyLoadContext.GetLoadContext(type.Assembly) == unloading);
    }
}
