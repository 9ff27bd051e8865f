namespace Hearth.Store;

/// <summary>A run's row: what lists show without reading its log.</summary>
/// <param name="Number">Internal, in order of creation.</param>
/// <param name="Id">What people use.</param>
/// <param name="Workflow">The workflow's name.</param>
/// <param name="Parent">The run that this one is nested in.</param>
/// <param name="Status">As last logged; a running run whose host is gone is interrupted.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Ended">When it ended.</param>
/// <param name="Start">What it was started with, as UTF-8 JSON.</param>
/// <param name="Result">What came out, as UTF-8 JSON.</param>
public sealed record RunRecord(long Number, string Id, string Workflow, string? Parent, string Status, DateTimeOffset Created, DateTimeOffset? Ended,
    ReadOnlyMemory<byte> Start, ReadOnlyMemory<byte> Result);
