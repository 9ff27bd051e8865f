using System.Text.Json;

namespace Hearth.Workers.Protocol;

/// <summary>The input of an attempt whose class is a vault, a store or a report: what to do. Members that an operation does not need are not there.</summary>
/// <param name="Operation">One of <see cref="ExtensionOperations"/>.</param>
/// <param name="Configuration">The extension's settings.</param>
public sealed record ExtensionCall(string Operation, JsonElement Configuration)
{
    /// <summary>The names of secrets to get.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>The secret to set or remove; how a store's blobs begin; the report's own name.</summary>
    public string? Name { get; init; }

    /// <summary>The secret's new value.</summary>
    public string? Value { get; init; }

    /// <summary>The folder whose files go into a store, or that a report is written to.</summary>
    public string? Folder { get; init; }

    /// <summary>The run to report.</summary>
    public JsonElement? Run { get; init; }
}
