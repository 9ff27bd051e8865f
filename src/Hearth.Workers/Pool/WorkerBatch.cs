using System.Text.Json;
using Hearth.Workers.Journals;
using Hearth.Workers.Protocol;

namespace Hearth.Workers.Pool;

/// <summary>The host's end of a batch: items are sent while others execute. Safe for use from several threads.</summary>
public sealed class WorkerBatch
{
    private static readonly TimeSpan EndCheck = TimeSpan.FromMilliseconds(50);
    private readonly WorkerProcess _worker;
    private readonly BatchMessage _message;
    private readonly IBatchObserver _observer;
    private readonly TimeProvider _time;
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<long> _items = [];
    private readonly Lock _lock = new();
    private int _begun, _ended, _limit = int.MaxValue;
    private long _since;

    internal WorkerBatch(WorkerProcess worker, long id, BatchMessage message, IBatchObserver observer, TimeProvider time)
    {
        (_worker, Id, _message, _observer, _time) = (worker, id, message, observer, time);
        Ended = WhenEndedAsync();
    }

    /// <summary>Done when nothing of it executes or begins any more.</summary>
    public Task<BatchEnd> Ended { get; }

    /// <summary>The id of its first item in frames.</summary>
    internal long Id { get; }

    /// <summary>Whether a frame may be about it: about one of its items, or the place after the last.</summary>
    internal bool Has(long id)
    {
        lock (_lock)
            return id >= Id && id - Id <= _items.Count;
    }

    /// <summary>The item that executes, and for how long; null where none does.</summary>
    public (int Position, TimeSpan For)? Executing
    {
        get
        {
            lock (_lock)
                return _begun > _ended ? (_ended, _time.GetElapsedTime(_since)) : null;
        }
    }

    /// <summary>Sends items. Their death with the process is told by <see cref="Ended"/>.</summary>
    /// <param name="items">The next ones.</param>
    /// <param name="last">Whether no more follow.</param>
    public void Send(IReadOnlyList<BatchItem> items, bool last)
    {
        lock (_lock)
            foreach (var item in items)
                _items.Add(item.Item);
        _worker.Tell(FrameKind.Items, Id, ItemFrames.Write([.. items], last));
    }

    /// <summary>Asks it to begin nothing more; the observer hears from where on.</summary>
    public void Recall() => _worker.Tell(FrameKind.Recall, Id, []);

    /// <summary>Asks an item to end, where it executes; after the grace time its process is killed.</summary>
    public void Cancel(int position) => _ = CancelAsync(position);

    private async Task<BatchEnd> WhenEndedAsync()
    {
        if (await Task.WhenAny(_finished.Task, _worker.Exited) == _finished.Task || _finished.Task.IsCompleted)
        {
            var end = End(null);
            await _worker.TakeOutputAsync(Id + end.Ended - 1);
            return end;
        }

        var exit = await _worker.Exited;
        await RecoverAsync();
        return End(exit);
    }

    /// <summary>Cooperative first, then the process.</summary>
    private async Task CancelAsync(int position)
    {
        _worker.Tell(FrameKind.Cancel, Id + position, []);
        var asked = _time.GetTimestamp();
        while (!IsOver(position) && !_worker.Exited.IsCompleted)
        {
            var left = _worker.Grace - _time.GetElapsedTime(asked);
            if (left <= TimeSpan.Zero)
            {
                _worker.KillUnwilling();
                return;
            }

            await Task.WhenAny(_finished.Task, _worker.Exited, Task.Delay(left < EndCheck ? left : EndCheck, _time));
        }
    }

    private bool IsOver(int position)
    {
        lock (_lock)
            return _ended > position || _finished.Task.IsCompleted;
    }

    private BatchEnd End(WorkerExit? exit)
    {
        lock (_lock)
            return new BatchEnd(_ended, _begun, exit, _begun > _ended ? _time.GetElapsedTime(_since) : default);
    }

    /// <summary>On the reading thread.</summary>
    /// <exception cref="InvalidDataException">The worker says what cannot be.</exception>
    internal void Handle(Frame frame)
    {
        var position = (int)(frame.Id - Id);
        switch (frame.Kind)
        {
            case FrameKind.ItemStarted:
                Begin(position);
                break;
            case FrameKind.Finished:
                var (failed, goesOn, microseconds, content) = ItemFrames.ReadEnd(frame.Payload);
                lock (_lock)
                {
                    if (position != _ended || _begun != _ended + 1)
                        throw new InvalidDataException($"the end of item {position} of a batch, of which {_begun} began and {_ended} ended");
                    _ended++;
                }

                var error = failed ? JsonSerializer.Deserialize(content.Span, MessageJson.Default.AttemptError) ?? throw new InvalidDataException("an error without content") : null;
                _observer.Ended(position, new ItemEnd(failed ? default : content, error, TimeSpan.FromMicroseconds(microseconds)));
                if (goesOn)
                    Begin(position + 1);
                break;
            case FrameKind.Log:
                _observer.Logged(position, WorkerProcess.Decode(frame, MessageJson.Default.LogMessage));
                break;
            case FrameKind.Progress:
                _observer.Progressed(position, WorkerProcess.Decode(frame, MessageJson.Default.ProgressMessage));
                break;
            case FrameKind.Recalled:
                lock (_lock)
                    _limit = position;
                _observer.Recalled(position);
                break;
            case FrameKind.BatchFinished:
                _observer.Paused();
                _finished.TrySetResult();
                break;
            default:
                throw new InvalidDataException($"a frame of kind {frame.Kind}");
        }
    }

    /// <summary>Takes in what the worker had finished, and not told of, when it died. Called when nothing more can be heard of it.</summary>
    private async Task RecoverAsync()
    {
        if (!File.Exists(_message.Journal))
            return;
        try
        {
            using var journal = await JournalReader.OpenAsync(_message.Journal, _time, CancellationToken.None);
            if (journal.ReadHeader() is null)
                return;
            var position = 0;
            foreach (var entry in journal.ReadEntries())
                if (!Recover(position++, entry))
                    return;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            // Then those are executed again: that is what happens to all that is not known to be done.
        }
    }

    /// <returns>Whether the entry is that of the item at this position.</returns>
    private bool Recover(int position, JournalEntry entry)
    {
        lock (_lock)
        {
            if (position >= _items.Count || _items[position] != entry.Item)
                return false;
            if (position < _ended)
                return true;
            _ended = position + 1;
            // The next began with that, as far as anybody knows.
            _begun = Math.Max(_begun, Math.Min(Math.Min(position + 2, _items.Count), _limit));
            _since = _time.GetTimestamp();
        }

        _observer.Ended(position, new ItemEnd(entry.Output, entry.Error, entry.Duration));
        return true;
    }

    /// <summary>On the reading thread: the worker has said nothing more.</summary>
    internal void Pause() => _observer.Paused();

    /// <summary>Where an item's files lie; null where it was not sent.</summary>
    internal AttemptPlaces? PlacesOf(long id)
    {
        lock (_lock)
            return id >= Id && id - Id < _items.Count ? _message.Places.Of(_items[(int)(id - Id)], _message.Attempt) : null;
    }

    private void Begin(int position)
    {
        lock (_lock)
        {
            if (position != _begun || position >= _items.Count)
                throw new InvalidDataException($"the beginning of item {position} of a batch of {_items.Count}, of which {_begun} began");
            _begun++;
            _since = _time.GetTimestamp();
        }
    }
}
