using System.Globalization;
using System.Text.Json.Nodes;

namespace Hearth.Bench;

/// <summary>Prints figures as they come: a table for people, or one JSON object a line.</summary>
internal sealed class FigureTable(bool json)
{
    private bool _begun;

    public void Add(Figure figure)
    {
        if (json)
        {
            var line = new JsonObject { ["figure"] = figure.Name, ["value"] = Math.Round(figure.Value, 4), ["unit"] = figure.Unit };
            if (figure.Ratio is { } value)
            {
                line["peer"] = figure.Peer;
                line["peerValue"] = Math.Round(figure.PeerValue!.Value, 4);
                line["ratio"] = Math.Round(value, 4);
            }

            Console.Out.WriteLine(line.ToJsonString());
            return;
        }

        if (!_begun)
            Console.Out.WriteLine($"{"figure",-32} {"value",12} {"unit",-6} {"ratio",8}  peer");
        _begun = true;
        var peer = figure.Ratio is { } ratio ? string.Create(CultureInfo.InvariantCulture, $"{ratio,8:0.00}  {figure.Peer} ({figure.PeerValue:0.##} {figure.Unit})") : "";
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{figure.Name,-32} {figure.Value,12:0.###} {figure.Unit,-6} {peer}"));
    }
}
