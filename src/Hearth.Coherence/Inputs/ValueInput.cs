using Hearth.Coherence.Graph;

namespace Hearth.Coherence.Inputs;

/// <summary>An input that the program sets. Safe for use from several threads.</summary>
/// <typeparam name="T">What it holds: immutable.</typeparam>
public sealed class ValueInput<T> : InputNode<T>
{
    private readonly Func<T, Fingerprint> _fingerprint;
    private Setting _setting;

    internal ValueInput(ValueInputs layer, string name, T value, Func<T, Fingerprint> fingerprint)
        : base(layer, name)
    {
        _fingerprint = fingerprint;
        _setting = new Setting(value, new Stamp(fingerprint(value)));
    }

    /// <summary>What it holds now.</summary>
    public T Value => Volatile.Read(ref _setting).Value;

    /// <summary>Sets it. A value with the fingerprint of the one before changes nothing.</summary>
    public void Set(T value)
    {
        var stamp = new Stamp(_fingerprint(value));
        if (Volatile.Read(ref _setting).Stamp.Fingerprint == stamp.Fingerprint)
            return;
        Volatile.Write(ref _setting, new Setting(value, stamp));
        lock (Graph.Sync)
            Graph.Suspect(this);
    }

    private protected override Stamp Look(Stamp? known) => Volatile.Read(ref _setting).Stamp;

    private protected override (T Value, Stamp Stamp) Get(Stamp? known)
    {
        var setting = Volatile.Read(ref _setting);
        return (setting.Value, setting.Stamp);
    }

    private sealed record Setting(T Value, Stamp Stamp);
}
