using System.Text.Json;
using Hearth.Workflows.Following;
using Hearth.Workflows.Runs;

namespace Hearth.Host.Runs;

/// <summary>A definition that a run is to take up.</summary>
/// <param name="Program">What is executed from then on; the steps are as the file has them.</param>
/// <param name="Inputs">The run's inputs, as the definition has them.</param>
/// <param name="Drift">How it differs from the one before.</param>
internal sealed record NewerDefinition(RunProgram Program, JsonElement Inputs, DefinitionDrift Drift)
{
    /// <summary>Adds to a run's log that it is taken up.</summary>
    public void AddTo(RunLog log, RunEnvironment environment)
    {
        var data = new EventData { Definitions = Program.Definitions, Drift = Drift }.With(environment.Values.Put(Inputs));
        log.Add(new DefinitionChanged(environment.Time.GetUtcNow(), log.Definition.PlanAfter(data)), data);
    }
}
