namespace Hearth;

/// <summary>
/// A unit of work that a workflow step runs: code that turns one input into one output.
/// </summary>
/// <remarks>
/// <para>A task is a public, non-abstract class with a parameterless constructor. A new instance is made for each attempt,
/// so instance fields are safe; static state is not (workers run many attempts and replace code while they run).</para>
/// <para>Input and output are ordinary records. They cross the border as JSON (camelCase names, enums as strings);
/// their JSON Schema is derived from the types and checked on the way in and out.</para>
/// <para>A thrown exception fails the attempt; the step's <c>retry</c> decides what follows.</para>
/// </remarks>
/// <typeparam name="TIn">What the step hands in, built from its <c>with:</c>.</typeparam>
/// <typeparam name="TOut">What later steps see as <c>steps.NAME.output</c>.</typeparam>
public interface ITask<in TIn, TOut>
{
    /// <summary>Does the work once.</summary>
    /// <param name="input">The input, already checked against its schema; never null.</param>
    /// <param name="context">Identity, log, progress, files and cancellation of this attempt. Not valid after the method ends.</param>
    /// <returns>The output; null is an error, also for members that are not nullable.</returns>
    Task<TOut> RunAsync(TIn input, TaskContext context);
}
