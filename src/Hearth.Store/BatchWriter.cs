using System.Threading.Channels;

namespace Hearth.Store;

/// <summary>
/// Changes from any thread, written by one, all that wait in one commit: many small ones cost little more than one. Begins with the first change. Safe for use from several threads.
/// </summary>
/// <typeparam name="T">A change.</typeparam>
/// <param name="largest">The most changes of a commit: the first of a flood should not wait for all of it.</param>
/// <param name="write">Writes changes, in the order in which they came, and tells those who wait how it went. Must not throw.</param>
internal sealed class BatchWriter<T>(int largest, Action<IReadOnlyList<T>> write) : IAsyncDisposable
{
    private readonly Channel<T> _changes = Channel.CreateUnbounded<T>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Lock _starting = new();
    private Task? _writing;

    /// <summary>Whether anything was ever posted.</summary>
    public bool HasBegun => _writing is not null;

    /// <summary>Gives it a change to write.</summary>
    /// <returns>False where it takes none any more.</returns>
    public bool Post(T change)
    {
        if (!_changes.Writer.TryWrite(change))
            return false;
        if (_writing is null)
            lock (_starting)
                _writing ??= Task.Run(WriteAsync);
        return true;
    }

    /// <summary>Ends when all that was posted is written.</summary>
    public async ValueTask DisposeAsync()
    {
        _changes.Writer.TryComplete();
        Task? writing;
        lock (_starting)
            writing = _writing;
        if (writing is not null)
            await writing;
    }

    private async Task WriteAsync()
    {
        var batch = new List<T>();
        while (await _changes.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < largest && _changes.Reader.TryRead(out var change))
                batch.Add(change);
            write(batch);
        }
    }
}
