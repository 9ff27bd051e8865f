using System.Text.Json;

namespace Hearth.Workflows.Expressions;

/// <summary>What expressions read while a run executes.</summary>
public interface IEvaluationScope
{
    /// <summary>All inputs of the run, as an object.</summary>
    JsonElement Inputs { get; }

    /// <summary>The element of a mapped step; null elsewhere.</summary>
    JsonElement? Item { get; }

    /// <summary>The position of <see cref="Item"/>, from 0; null outside a mapped step.</summary>
    long? Index { get; }

    /// <summary>The id of the run.</summary>
    string RunId { get; }

    /// <summary>The day on which the run was started, in UTC.</summary>
    DateOnly RunDate { get; }

    /// <summary>A step that has ended; null when it has not.</summary>
    StepValue? Step(string name);

    /// <summary>What an earlier stage gave for the same item; null where there is none, or it has not given anything.</summary>
    JsonElement? Stage(string name) => null;

    /// <summary>An environment variable, or null.</summary>
    string? Environment(string name);

    /// <summary>The vault that secrets come from, for people.</summary>
    string Vault => "";

    /// <summary>A secret, or null. Only the input of a task's attempt has them: it is not recorded.</summary>
    string? Secret(string name) => null;
}
