using System.Text.Json;

namespace Hearth.Workers.Protocol;

/// <summary>Host to worker: execute an attempt.</summary>
/// <param name="Code">The load key of the module with the class.</param>
/// <param name="Type">The task's class, as metadata names it.</param>
/// <param name="Run">The run.</param>
/// <param name="Workflow">The workflow.</param>
/// <param name="Step">The step.</param>
/// <param name="Attempt">From 1.</param>
/// <param name="Item">The item of a mapped step.</param>
/// <param name="Places">Folders and files of the attempt.</param>
/// <param name="Input">The task's input; of a vault, a store or a report an <see cref="ExtensionCall"/>.</param>
/// <param name="Secrets">What must not appear in the log or in progress.</param>
public sealed record ExecuteMessage(string Code, string Type, string Run, string Workflow, string Step, int Attempt, long? Item, AttemptPlaces Places, JsonElement Input,
    IReadOnlyList<string>? Secrets = null);
