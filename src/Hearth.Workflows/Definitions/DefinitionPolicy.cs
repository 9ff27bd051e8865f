namespace Hearth.Workflows.Definitions;

/// <summary>What an edit of a workflow means for its runs under way.</summary>
public enum DefinitionPolicy
{
    /// <summary>A run keeps the definition that it began with.</summary>
    Pin,

    /// <summary>A run takes up each newer definition that is valid.</summary>
    Follow,
}
