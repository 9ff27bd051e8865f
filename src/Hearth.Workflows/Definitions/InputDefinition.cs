using System.Collections.Immutable;
using System.Text.Json;
using Hearth.Workflows.Problems;

namespace Hearth.Workflows.Definitions;

/// <summary>An input of a workflow, or what the elements of a list input are.</summary>
public sealed record InputDefinition
{
    /// <summary>Its name; empty for the elements of a list.</summary>
    public required string Name { get; init; }

    /// <summary>Where the name stands.</summary>
    public required SourcePosition Position { get; init; }

    /// <summary>Its type.</summary>
    public required InputType Type { get; init; }

    /// <summary>For people.</summary>
    public string? Description { get; init; }

    /// <summary>The value when none is given; JSON null makes the input optional without a value. Null when the input is required.</summary>
    public JsonElement? Default { get; init; }

    /// <summary>Where the default stands.</summary>
    public SourcePosition DefaultPosition { get; init; }

    /// <summary>The only values that are accepted; empty when all are.</summary>
    public ImmutableArray<JsonElement> Choices { get; init; } = [];

    /// <summary>The smallest number.</summary>
    public double? Minimum { get; init; }

    /// <summary>The greatest number.</summary>
    public double? Maximum { get; init; }

    /// <summary>What the elements of a list are; null when they may be anything.</summary>
    public InputDefinition? Items { get; init; }

    /// <summary>Whether <see cref="Type"/> is what the file says; else the file is wrong there, and nothing more is said about values.</summary>
    internal bool IsTypeKnown { get; init; } = true;

    /// <summary>Whether a run must be given it.</summary>
    public bool IsRequired => Default is null;
}
