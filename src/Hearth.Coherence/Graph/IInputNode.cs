namespace Hearth.Coherence.Graph;

/// <summary>An input, whatever it holds.</summary>
internal interface IInputNode
{
    /// <summary>How often it was hinted at. Set under the graph's lock.</summary>
    int Suspicions { get; set; }
}
