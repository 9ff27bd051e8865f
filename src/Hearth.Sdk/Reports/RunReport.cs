using System.Text.Json;

namespace Hearth;

/// <summary>A run, as reports see it: the same members as <c>hearth show --json</c>. Members are only ever added.</summary>
/// <param name="Run">The run's id.</param>
/// <param name="Workflow">The workflow.</param>
/// <param name="Status"><c>succeeded</c>, <c>failed</c>, <c>cancelled</c>, or where it stands: <c>running</c>, <c>interrupted</c>, <c>waiting</c>.</param>
/// <param name="Seconds">How long hosts worked on it.</param>
/// <param name="Created">When it was started.</param>
/// <param name="Directory">The folder with its logs and artifacts.</param>
/// <param name="Inputs">What it was started with.</param>
/// <param name="Steps">In the order of the definition.</param>
/// <param name="Outputs">What came out of it; null where it did not succeed.</param>
/// <param name="Error">Why it failed, where no step did.</param>
/// <param name="Parent">The run that it is nested in.</param>
public sealed record RunReport(
    string Run, string Workflow, string Status, double Seconds, DateTimeOffset Created, string Directory, JsonElement Inputs, IReadOnlyList<StepReport> Steps,
    JsonElement? Outputs = null, string? Error = null, string? Parent = null);
