using Hearth.Workflows.Definitions;

namespace Hearth.Host.Runs;

/// <summary>What a run executes at the moment. Replaced as a whole, by the run's loop only, when the run takes up a newer definition; read by any thread: what belongs together is read once.</summary>
internal sealed class CurrentProgram(RunProgram first)
{
    private volatile RunProgram _now = first;

    public RunProgram Now => _now;

    /// <summary>The step at a position.</summary>
    public StepDefinition Step(int position) => _now.Workflow.Steps[position];

    public void Replace(RunProgram next) => _now = next;
}
