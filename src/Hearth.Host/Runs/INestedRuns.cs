using System.Text.Json;
using Hearth.Host.Results;

namespace Hearth.Host.Runs;

/// <summary>Starts runs inside runs.</summary>
internal interface INestedRuns
{
    /// <summary>Starts the nested run with this id, or goes on with it where it exists.</summary>
    /// <param name="id">The run's id.</param>
    /// <param name="parent">The run around it.</param>
    /// <param name="workflow">Its workflow.</param>
    /// <param name="program">What the run around it executes: a run that is new begins with that.</param>
    /// <param name="inputs">What it is given; asked for where it is new.</param>
    /// <param name="previous">What it may take over.</param>
    /// <param name="fresh">What it may not.</param>
    /// <exception cref="HearthException">The workflow is there no more, or the inputs do not fit it.</exception>
    RunLoop Begin(string id, string parent, string workflow, RunProgram program, Func<JsonElement> inputs, PreviousRuns? previous, FreshSteps fresh);
}
