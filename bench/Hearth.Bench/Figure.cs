namespace Hearth.Bench;

/// <summary>One measured figure.</summary>
/// <param name="Name">As docs and scripts know it.</param>
/// <param name="Value">The median.</param>
/// <param name="Unit">Of both values.</param>
/// <param name="Peer">What it is compared with, in the same run; or null.</param>
/// <param name="PeerValue">The peer's median.</param>
internal sealed record Figure(string Name, double Value, string Unit, string? Peer = null, double? PeerValue = null)
{
    public double? Ratio => Value / PeerValue;
}
