namespace Hearth.Workers.Protocol;

/// <summary>Host to worker: items of one step follow, in frames of kind <see cref="FrameKind.Items"/>; execute them one after the other. The frame's id is that of the first; each next has the next.</summary>
/// <param name="Code">The load key of the module with the class.</param>
/// <param name="Type">The task's class, as metadata names it.</param>
/// <param name="Run">The run.</param>
/// <param name="Workflow">The workflow.</param>
/// <param name="Step">The step.</param>
/// <param name="Attempt">Of each item, from 1.</param>
/// <param name="Places">Where the folders and files of the items lie.</param>
public sealed record BatchMessage(string Code, string Type, string Run, string Workflow, string Step, int Attempt, BatchPlaces Places);
