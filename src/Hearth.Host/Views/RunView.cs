using System.Collections.Immutable;
using System.Text.Json;

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
/// <param name="Steps">In the order of the newest definition that it had; steps that were removed come last.</param>
public sealed record RunView(string Run, string Workflow, string Status, double Seconds, DateTimeOffset Created, string? Parent, string Directory,
    JsonElement Inputs, JsonElement? Outputs, string? Error, ImmutableArray<StepView> Steps)
{
    /// <summary>What it did with newer definitions; null where nothing is known of that.</summary>
    public DefinitionView? Definition { get; init; }

    /// <summary>What was found about it, also after its end.</summary>
    public ImmutableArray<WarningView> Warnings { get; init; } = [];
}
