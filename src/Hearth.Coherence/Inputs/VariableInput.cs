using Hearth.Coherence.Graph;

namespace Hearth.Coherence.Inputs;

/// <summary>An environment variable.</summary>
internal sealed class VariableInput(VariableInputs layer, string name) : InputNode<string?>(layer, name)
{
    private static readonly Stamp Missing = new(Fingerprint.Of("no such variable"));
    private string? _value;

    private protected override Stamp Look(Stamp? known)
    {
        var value = Environment.GetEnvironmentVariable(Key);
        if (known is not null && value == _value)
            return known;
        _value = value;
        return value is null ? Missing : new Stamp(Fingerprint.Of($"={value}"));
    }

    private protected override (string? Value, Stamp Stamp) Get(Stamp? known) => (_value, known!);

    private protected override string Describe(Stamp before, Stamp after) => before == Missing ? "set" : after == Missing ? "unset" : "changed";
}
