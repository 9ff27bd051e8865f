namespace Hearth.Coherence.Graph;

/// <summary>What inputs of all kinds share: at most one look an epoch, and one after each hint.</summary>
/// <typeparam name="T">What it holds.</typeparam>
public abstract class InputNode<T> : Node<T>, IInputNode
{
    private Stamp? _stamp;
    private int _suspicions;

    private protected InputNode(InputLayer layer, string key)
        : base(layer) => Key = key;

    /// <inheritdoc/>
    public override string Key { get; }

    int IInputNode.Suspicions
    {
        get => Volatile.Read(ref _suspicions);
        set => Volatile.Write(ref _suspicions, value);
    }

    internal sealed override Stamp? CurrentStamp => Volatile.Read(ref _stamp);

    internal sealed override bool TryVerify(long epoch)
    {
        if (Verified >= epoch)
            return true;
        lock (((InputLayer)Layer).LockOf(this))
        {
            while (Verified < epoch)
            {
                var (now, suspicions) = (Graph.Epoch, Volatile.Read(ref _suspicions));
                Layer.Counters.Verified();
                Prove(Look(_stamp), now, suspicions);
            }
        }

        return true;
    }

    internal sealed override ValueTask<Stamp> VerifyAsync(Flight? asking, long epoch, CancellationToken cancellationToken)
    {
        TryVerify(epoch);
        return ValueTask.FromResult(_stamp!);
    }

    internal sealed override ValueTask<T> ReadAsync(Reading? reading, long epoch, CancellationToken cancellationToken)
    {
        Layer.Counters.Hit();
        lock (((InputLayer)Layer).LockOf(this))
        {
            // To look first at what is read as a whole anyway would read it twice.
            var isLook = IsGetALook && Verified < epoch;
            if (isLook)
                Layer.Counters.Verified();
            else
                TryVerify(epoch);
            var (now, suspicions) = (Graph.Epoch, Volatile.Read(ref _suspicions));
            T value;
            Stamp stamp;
            try
            {
                (value, stamp) = Get(_stamp);
                // What is the same may not have been looked at again: it stays proved in the epoch in which it was.
                if (isLook || stamp != _stamp)
                    Prove(stamp, now, suspicions);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // That it cannot be read is what its stamp has to say, and what depends on it depends on that: when it can be read again it is another.
                Prove(Unreadable(_stamp, exception), now, suspicions);
                reading?.Note(this, _stamp!);
                return ValueTask.FromException<T>(exception);
            }

            reading?.Note(this, stamp);
            return ValueTask.FromResult(value);
        }
    }

    /// <summary>Looks; gives the stamp of the last look where nothing changed. Never throws: that it cannot be looked at is a stamp too.</summary>
    private protected abstract Stamp Look(Stamp? known);

    /// <summary>What it holds, with the stamp of exactly that.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    private protected abstract (T Value, Stamp Stamp) Get(Stamp? known);

    /// <summary>Whether <see cref="Get"/> asks the file system as a look does.</summary>
    private protected virtual bool IsGetALook => false;

    /// <summary>The stamp of what cannot be read, and why. The next look goes the whole way.</summary>
    private protected virtual Stamp Unreadable(Stamp? known, Exception why)
    {
        var fingerprint = Fingerprint.Of(why.Message);
        return known is not null && known.Fingerprint == fingerprint ? known : new Stamp(fingerprint);
    }

    /// <summary>What to say of a change.</summary>
    private protected virtual string Describe(Stamp before, Stamp after) => "changed";

    private void Prove(Stamp stamp, long epoch, int suspicions)
    {
        lock (Graph.Sync)
        {
            var before = _stamp;
            if (!Stamp.Same(before, stamp))
            {
                Volatile.Write(ref _stamp, stamp);
                // Who was proved by the old one in this epoch is not any more.
                Graph.Spread(this);
                if (before is not null)
                {
                    LastChange = new Change(Graph.Time.GetUtcNow(), Describe(before, stamp), null);
                    Layer.Invalidated(this, LastChange);
                }
            }

            if (_suspicions == suspicions)
                Verified = Math.Max(Verified, epoch);
        }
    }
}
