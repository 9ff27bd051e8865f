using Hearth.Workflows.Runs;
using Hearth.Workflows.Yaml;

namespace Hearth.Workflows.Definitions;

/// <summary>Every key that a workflow file may have.</summary>
internal static class WorkflowKeys
{
    public const string NamePattern = "^[A-Za-z_][A-Za-z0-9_-]{0,63}$";
    public const int MostRepeats = 100;
    public const int MostConcurrency = 10_000;
    public const int LargestBatch = 100_000;

    private const string Text = """{ "type": "string" }""";
    private const string Number = """{ "type": "number" }""";
    private const string Duration = """{ "$ref": "#/$defs/duration" }""";
    private const string Names = """{ "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }] }""";

    public static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);
    public static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(7);
    public static readonly TimeSpan ShortestTimeout = TimeSpan.FromMilliseconds(10);

    public static readonly KeyTable Workflow = new("a workflow", ["steps"],
    [
        new("name", "The name of the workflow. When given, it equals the name of the file.", Text),
        new("description", "What the workflow does, for people.", Text),
        new("code", "latest: each step and repeat takes the newest code; pinned: a run keeps the code that it began with.", Choices<WorkflowCode>()),
        new("definition", "pin: a run keeps the definition that it began with; follow: a run under way takes up each newer one that is valid.", Choices<DefinitionPolicy>()),
        new("isolation", "run gives each run workers of its own.", Choices(WorkflowIsolation.Shared, WorkflowIsolation.Run)),
        new("inputs", "What a run is given, by name.",
            """{ "type": "object", "propertyNames": { "$ref": "#/$defs/name" }, "additionalProperties": { "$ref": "#/$defs/inputOrType" } }"""),
        new("steps", "What is done, by name.",
            """{ "type": "object", "minProperties": 1, "propertyNames": { "$ref": "#/$defs/name" }, "additionalProperties": { "$ref": "#/$defs/step" } }"""),
        new("outputs", "What a run gives, by name.", """{ "type": "object", "propertyNames": { "$ref": "#/$defs/name" } }"""),
        new("reports", "What is written of each run at its end, by the names of reports.", Names),
    ]);

    public static readonly KeyTable Input = new("an input", ["type"],
    [
        new("type", "The type of the value.", Choices<InputType>()),
        new("description", "What the input is for, for people.", Text),
        new("default", "The value when none is given. Without it the input is required.", "true"),
        new("enum", "The only values that are accepted.", """{ "type": "array", "minItems": 1 }"""),
        new("minimum", "The smallest number that is accepted.", Number),
        new("maximum", "The greatest number that is accepted.", Number),
        new("items", "What the elements of a list are.", """{ "$ref": "#/$defs/inputOrType" }"""),
    ]);

    public static readonly KeyTable Step = new("a step", [],
    [
        new("description", "What the step does, for people.", Text),
        new("task", "The task that the step runs.", Text),
        new("workflow", "The workflow that the step runs.", Text),
        new("needs", "The steps that must end before.", Names),
        new("when", "An expression; the step is skipped when it is false.", """{ "type": ["string", "boolean"] }"""),
        new("map", "The list for whose elements the step runs, each by itself.",
            """{ "anyOf": [{ "type": "string" }, { "type": "array" }, { "$ref": "#/$defs/map" }] }"""),
        new("with", "The input of the task or workflow, with ${{ }} expressions.", "true"),
        new("retry", "How often and when to repeat what failed.",
            $$"""{ "anyOf": [{ "type": "integer", "minimum": 0, "maximum": {{MostRepeats}} }, { "$ref": "#/$defs/retry" }] }"""),
        new("timeout", "How long an attempt may take.", Duration),
        new("isolation", "Workers of the run's or of the step's own.", Choices<WorkflowIsolation>()),
        new("store", "The store of hearth.yaml that takes what the task leaves behind.", Text),
        new("cache", "Whether results are kept and stand for later executions with the same code, input, files and environment variables.",
            """{ "anyOf": [{ "type": "boolean" }, { "$ref": "#/$defs/cache" }] }"""),
        new("continue-on-error", "Steps that need this one run even when it failed.", """{ "type": "boolean" }"""),
    ]);

    public static readonly KeyTable Map = new("a map", [],
    [
        new("over", "The list: an expression, or its elements.", """{ "type": ["string", "array"] }"""),
        new("file", "The file with the list, instead of 'over': JSON Lines, or where its name ends in .json an array.", Text),
        new("filter", "An expression; only items for which it is true are done.", """{ "type": ["string", "boolean"] }"""),
        new("limit", "The most items to do, from the first.", """{ "type": "integer", "minimum": 1 }"""),
        new("not-succeeded-in", "Only items that did not succeed in this earlier run of the workflow.", Text),
        new("concurrency", "How many items at once, in each stage.", $$"""{ "type": "integer", "minimum": 1, "maximum": {{MostConcurrency}} }"""),
        new("batch-size", "How many items a worker is given at once; follows from how long they take when not given.", $$"""{ "type": "integer", "minimum": 1, "maximum": {{LargestBatch}} }"""),
        new("batch-timeout", "How long what a worker is given at once may take.", Duration),
        new("quarantine", "After how many attempts that end with their worker an item is given up; 3 when not given.", $$"""{ "type": "integer", "minimum": 1, "maximum": {{MostRepeats}} }"""),
        new("out", "A file that takes the results as they come, as JSON Lines.", Text),
        new("order", "In which order that file has them: input (the usual), or completion.", Choices<ResultOrder>()),
        new("steps", "The stages that each item goes through, by name, in their order; instead of 'task'.",
            """{ "type": "object", "minProperties": 1, "propertyNames": { "$ref": "#/$defs/name" }, "additionalProperties": { "$ref": "#/$defs/stage" } }"""),
    ]);

    /// <summary>What a stage has, and a step with stages has not: each stage says it for itself.</summary>
    public static readonly KeyTable Stage = new("a stage", ["task"],
    [
        new("description", "What the stage does, for people.", Text),
        new("task", "The task that the stage runs for each item.", Text),
        new("with", "The input of the task, with ${{ }} expressions; when not given the item, and in a later stage what the stage before gave.", "true"),
        .. Step.Keys.Where(key => key.Name is "retry" or "timeout" or "store" or "cache"),
    ]);

    public static readonly KeyTable Cache = new("a cache", [],
    [
        new("files", "The files that the task reads beside its input: paths from the workspace, with *, ? and **; a folder is all that is below it.", Names),
        new("folders", "The folders of which the task reads which files and folders are in them and below, but not what the files hold: paths from the workspace, with *, ? and **.", Names),
        new("exclude", "Names of files and folders, with * and ?, that 'files' and 'folders' pass over wherever they are.", Names),
        new("environment", "The environment variables that the task reads.", Names),
    ]);

    public static readonly KeyTable Retry = new("a retry", ["times"],
    [
        new("times", "Repeats after the first attempt.", $$"""{ "type": "integer", "minimum": 0, "maximum": {{MostRepeats}} }"""),
        new("delay", "Before the first repeat; 1s when not given.", Duration),
        new("backoff", "How the delay grows; exponential when not given.", Choices<RetryBackoff>()),
        new("max-delay", "The delay never grows beyond; 1m when not given.", Duration),
        new("on", "Which failures are repeated; any when not given.", Choices<RetryOn>()),
    ]);

    private static string Choices<T>(params ReadOnlySpan<T> allowed) where T : struct, Enum
    {
        var names = allowed.IsEmpty ? EnumText.Names<T>() : [.. allowed.ToArray().Select(EnumText.Name)];
        return $$"""{ "enum": [{{string.Join(", ", names.Select(name => $"\"{name}\""))}}] }""";
    }
}
