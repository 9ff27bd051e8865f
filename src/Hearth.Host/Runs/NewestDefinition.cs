using System.Text.Json;
using Hearth.Host.Definitions;
using Hearth.Host.Json;
using Hearth.Store;
using Hearth.Workflows.Definitions;
using Hearth.Workflows.Following;
using Hearth.Workflows.Inputs;

namespace Hearth.Host.Runs;

/// <summary>Finds the newest definition of one run's workflow. Where it cannot be taken up the run's record says why, once for each reason. One look at a time.</summary>
/// <param name="environment">The host's.</param>
/// <param name="programs">Reads and checks definitions.</param>
/// <param name="log">The run's.</param>
/// <param name="pinned">The code that the run keeps; null where it takes the newest.</param>
internal sealed class NewestDefinition(RunEnvironment environment, ProgramBuilder programs, RunLog log, Func<TaskCode?> pinned)
{
    /// <summary>A file that is not yet whole changes again within this time.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(50);

    private WorkflowLibrary? _seen;
    private WorkspaceDefinitions? _refused;

    /// <summary>The newest definition, where it means something else than the run's; otherwise null.</summary>
    /// <exception cref="StoreException">The record or the definitions cannot be written.</exception>
    public async ValueTask<NewerDefinition?> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var library = await programs.LibraryAsync(cancellationToken);
            if (library == _seen)
                return null;
            if (!IsKnown(library))
                return await CompareAsync(cancellationToken);
            (_seen, _refused) = (library, null);
            return null;
        }
        catch (Exception exception) when (exception is not StoreException && !cancellationToken.IsCancellationRequested)
        {
            // Whatever it is: the run can go on with what it has.
            Refuse($"It cannot be read or compiled: {exception.Message}");
            return null;
        }
    }

    private async Task<NewerDefinition?> CompareAsync(CancellationToken cancellationToken)
    {
        var now = await programs.CurrentAsync(cancellationToken);
        if (now == _refused)
            return null;
        while (!IsKnown(now.Library))
        {
            // Half of a definition is often a whole one, with fewer steps.
            await Task.Delay(Rest, environment.Time, cancellationToken);
            var later = await programs.CurrentAsync(cancellationToken);
            if (later.Library == now.Library)
                return Take(later);
            now = later;
        }

        (_seen, _refused) = (now.Library, null);
        return null;
    }

    private bool IsKnown(WorkflowLibrary library) => library.HasSameTexts(log.Record.Workflow, log.Definition.Library);

    private NewerDefinition? Take(WorkspaceDefinitions now)
    {
        var before = log.Definition;
        try
        {
            var program = ProgramBuilder.Build(now, log.Record.Workflow, pinned());
            var drift = DefinitionDrift.Between(before.Followed.Newest, before.Library.Definitions, program.Workflow, program.Workflows);
            if (StageChange.Obstacle(before.Followed, program.Workflow, log.Machine.Steps) is { } obstacle)
                throw new HearthException(HostErrorIds.DefinitionRefused, obstacle);
            var inputs = drift.IsEmpty ? before.Inputs : Bind(program.Workflow, before.Inputs);
            (_seen, _refused) = (now.Library, null);
            return drift.IsEmpty ? null
                : new NewerDefinition(program with { Definitions = environment.Content.Put(RunRecordJson.Write(program.Library.Texts)).ToString() }, inputs, drift);
        }
        catch (HearthException exception)
        {
            // It may be the code that is wrong, and mended without a change of the definition.
            _refused = now;
            var more = exception.Problems.Length > 1 ? $" (and {exception.Problems.Length - 1} more)" : "";
            Refuse(exception.Problems.IsEmpty ? exception.Message : $"{exception.Problems[0]}{more}");
            return null;
        }
    }

    /// <summary>What the run was given stays, whether or not it is still asked for; what a newer definition adds has its default.</summary>
    private JsonElement Bind(WorkflowDefinition workflow, JsonElement inputs)
    {
        var kept = JsonElement.Parse(Utf8JsonWriterExtensions.Object(writer =>
        {
            foreach (var input in inputs.EnumerateObject().Where(input => workflow.Input(input.Name) is not null))
                input.WriteTo(writer);
        }));
        // Files were looked at when the run began; its steps may have moved them since.
        var bound = InputBinder.Bind(workflow, [], kept, $"inputs of {log.Record.Id}", _ => true);
        if (bound.Values is not { } values)
            throw new HearthException(HostErrorIds.InvalidInputs, "The run's inputs do not fit it.") { Problems = bound.Problems };
        return JsonElement.Parse(Utf8JsonWriterExtensions.Object(writer =>
        {
            foreach (var input in values.EnumerateObject().Concat(inputs.EnumerateObject().Where(input => workflow.Input(input.Name) is null)))
                input.WriteTo(writer);
        }));
    }

    private void Refuse(string reason) => environment.Store.Findings.Add([new Finding(log.Record.Id, environment.Time.GetUtcNow(), HostErrorIds.DefinitionRefused,
        $"A newer definition of '{log.Record.Workflow}' was not taken up, the run goes on with the one that it had. {reason}")]);
}
