using System.Text.Json;
using Hearth.Host.Definitions;
using Hearth.Workflows.Definitions;
using Hearth.Workflows.Following;
using Hearth.Workflows.Runs;

namespace Hearth.Host.Runs;

/// <summary>A run's definition and inputs, as its start and its log tell them. Changed by whoever works on the run only.</summary>
internal sealed class RunDefinition
{
    private readonly RunEnvironment _environment;
    private readonly string _workflow;
    private (string Reference, WorkflowLibrary Library, WorkflowDefinition Merged)? _next;

    /// <param name="environment">The host's.</param>
    /// <param name="workflow">The run's workflow.</param>
    /// <param name="library">What the run began with.</param>
    /// <param name="start">How it began.</param>
    public RunDefinition(RunEnvironment environment, string workflow, WorkflowLibrary library, RunStart start)
    {
        _environment = environment;
        _workflow = workflow;
        (Library, Reference, Inputs) = (library, start.Definitions, start.Inputs);
        Followed = FollowedDefinition.Of(library.Definitions[workflow]);
        KeepsCode = Followed.Newest.Code == WorkflowCode.Pinned;
    }

    /// <summary>The workflow, and what it may nest, as the files had it that the run took up last.</summary>
    public WorkflowLibrary Library { get; private set; }

    /// <summary>The file in the content store with the library's texts.</summary>
    public string Reference { get; private set; }

    /// <summary>The run's inputs, complete.</summary>
    public JsonElement Inputs { get; private set; }

    public FollowedDefinition Followed { get; private set; }

    /// <summary>Whether the run keeps the code that it began with. Decided when it begins: afterwards there may be no such code any more.</summary>
    public bool KeepsCode { get; }

    /// <summary>Whether it takes up newer definitions: the last that it took up decides.</summary>
    public bool Follows => Followed.Newest.Policy == DefinitionPolicy.Follow;

    public RunPlan Plan => RunPlanning.Plan(Followed.Newest, _environment.Pool.Count);

    /// <summary>The plan after a change that the log tells, or is about to.</summary>
    /// <exception cref="Store.StoreException">The definitions are gone.</exception>
    public RunPlan PlanAfter(EventData change)
    {
        var reference = change.Definitions ?? "";
        var library = WorkflowLibrary.Load(_environment.Content, reference);
        _next = (reference, library, Followed.Merged(library.Definitions[_workflow]));
        return RunPlanning.Plan(_next.Value.Merged, _environment.Pool.Count);
    }

    /// <summary>Call with each event after the machine took it in.</summary>
    public void Note(RunEvent happened, EventData data, IReadOnlyList<StepState> states)
    {
        switch (happened)
        {
            case DefinitionChanged when _next is { } next:
                Followed = Followed.TakenUp(next.Merged, states);
                (Library, Reference, _next) = (next.Library, next.Reference, null);
                if (data.Stored is { } inputs)
                    Inputs = _environment.Values.Get(inputs);
                break;
            case RetryRequested:
                Followed = Followed.Retried(states);
                break;
        }
    }
}
