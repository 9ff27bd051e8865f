using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hearth.Workers.Protocol;

namespace Hearth.Host.Views;

/// <summary>A run as <c>hearth run --json</c> and <c>hearth show --json</c> give it. Members are only ever added.</summary>
/// <param name="Run">The run's id.</param>
/// <param name="Workflow">The workflow.</param>
/// <param name="Status">running, succeeded, failed, cancelled, interrupted or waiting.</param>
/// <param name="Seconds">How long hosts worked on it.</param>
/// <param name="Created">When it was started.</param>
/// <param name="Parent">The run that it is nested in.</param>
/// <param name="Directory">The folder with its logs and artifacts.</param>
/// <param name="Inputs">What it was started with.</param>
/// <param name="Outputs">What came out of it.</param>
/// <param name="Error">Why it failed, where no step did.</param>
/// <param name="Steps">In the order of the definition.</param>
public sealed record RunView(string Run, string Workflow, string Status, double Seconds, DateTimeOffset Created, string? Parent, string Directory,
    JsonElement Inputs, JsonElement? Outputs, string? Error, ImmutableArray<StepView> Steps);

/// <summary>A step of a run.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Status">pending, running, succeeded, failed, skipped or cancelled.</param>
/// <param name="Reused">Whether its result was taken from an earlier run.</param>
/// <param name="Reason">Why it was skipped or could not begin.</param>
/// <param name="Seconds">From its beginning to its end.</param>
/// <param name="Items">The counts of a mapped step.</param>
/// <param name="Attempts">All attempts; of a mapped step only those of items that did not succeed at once, unless all are asked for.</param>
public sealed record StepView(string Name, string Status, bool Reused, string? Reason, double Seconds, ItemCounts? Items, ImmutableArray<AttemptView> Attempts);

/// <summary>How the items of a mapped step stand.</summary>
/// <param name="Total">All.</param>
/// <param name="Done">Succeeded.</param>
/// <param name="Failed">Failed for good.</param>
/// <param name="Reused">Taken from an earlier run.</param>
public sealed record ItemCounts(long Total, long Done, long Failed, long Reused);

/// <summary>One attempt.</summary>
/// <param name="Item">The item of a mapped step, from 0.</param>
/// <param name="Attempt">From 1.</param>
/// <param name="Code">The fingerprint of the code that was executed.</param>
/// <param name="Worker">The worker.</param>
/// <param name="Run">The nested run that it is.</param>
/// <param name="Status">running, succeeded, failed, timed-out, interrupted or cancelled.</param>
/// <param name="Started">When.</param>
/// <param name="Seconds">How long the task took.</param>
/// <param name="Error">Why it failed.</param>
public sealed record AttemptView(long? Item, int Attempt, string? Code, string? Worker, string? Run, string Status, DateTimeOffset Started, double Seconds,
    AttemptError? Error);

/// <summary>A run in a list.</summary>
/// <param name="Run">The run's id.</param>
/// <param name="Workflow">The workflow.</param>
/// <param name="Status">As in <see cref="RunView"/>.</param>
/// <param name="Created">When it was started.</param>
/// <param name="Ended">When it ended.</param>
public sealed record RunSummary(string Run, string Workflow, string Status, DateTimeOffset Created, DateTimeOffset? Ended);

/// <summary>The views' JSON, made at compile time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(RunList))]
public sealed partial class ViewJson : JsonSerializerContext;

/// <summary>Runs, newest first.</summary>
public sealed record RunList(ImmutableArray<RunSummary> Runs);
