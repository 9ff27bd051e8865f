using Hearth.Coherence;

namespace Hearth.Store;

/// <summary>A result that may stand for later executions.</summary>
/// <param name="Key">The fingerprint of all that it depends on.</param>
/// <param name="Run">The run that computed it.</param>
/// <param name="Workflow">The run's workflow.</param>
/// <param name="Step">The step.</param>
/// <param name="Item">The item of a mapped step.</param>
/// <param name="Code">The load key of the code.</param>
/// <param name="Input">The fingerprint of the input.</param>
/// <param name="Value">What was returned, as UTF-8 JSON; empty where it is a file.</param>
/// <param name="Reference">The file in the content store with what was returned.</param>
/// <param name="Folder">The folder with its artifacts, see <see cref="ResultStore.PathOf"/>; null where there are none.</param>
/// <param name="Size">The bytes of value and artifacts.</param>
/// <param name="Created">When it was computed.</param>
public sealed record ResultRecord(Fingerprint Key, string Run, string Workflow, string Step, long? Item, string Code, string Input, ReadOnlyMemory<byte> Value, string? Reference,
    string? Folder, long Size, DateTimeOffset Created)
{
    /// <summary>When it last stood for an execution, or was computed.</summary>
    public DateTimeOffset Used { get; init; } = Created;

    /// <summary>Whether it was asked for that this is computed: nothing that was kept before is to stand for it, in a block neither.</summary>
    public bool IsFresh { get; init; }

    /// <summary>The bytes of the file that <see cref="Reference"/> names; null where that is not known.</summary>
    public long? ReferenceSize { get; init; }

    /// <summary>The files and variables that it depends on, as UTF-8 JSON; only <see cref="ResultStore.Latest"/> reads them.</summary>
    public ReadOnlyMemory<byte> Sources { get; init; }
}
