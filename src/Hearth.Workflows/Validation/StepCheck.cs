using Hearth.Workflows.Definitions;
using Hearth.Workflows.Expressions;
using Hearth.Workflows.Problems;
using Hearth.Workflows.Schemas;

namespace Hearth.Workflows.Validation;

/// <summary>Checks one step: what it runs, and the types of everything that it says.</summary>
internal sealed class StepCheck(TypeScope scope, StepDefinition step, ProblemCollector problems)
{
    public void Check()
    {
        CheckTarget();
        // What is said of a step with stages is said once, and checked with the first.
        var isFirst = step.Stage?.After is null;
        var outside = new TypeInference(scope with { Step = step }, isFirst ? problems : new ProblemCollector(problems.File));
        var item = step.Map is null ? null : CheckMap(outside, step.Map);
        var inside = new TypeInference(scope with { Step = step, Item = item }, problems);
        if (step.When is { } condition)
            CheckCondition(outside, condition);
        if (step.Map?.Filter is { } filter)
            CheckCondition(isFirst ? inside : outside, filter);

        new TemplateCheck(inside, TargetName()).Check(step.With.Root, scope.Types.InputOf(step));
        foreach (var file in step.Cache?.Paths ?? [])
            CheckFile(inside, file);
    }

    private void CheckTarget()
    {
        if (step.Task is { } task && scope.Types.Tasks is { } tasks && !tasks.ContainsKey(task.Value))
            problems.Add(ProblemIds.UnknownTask, task.Position, $"There is no task '{task.Value}'", NearestName.Find(task.Value, tasks.Keys));
        if (step.Workflow is { } workflow && !scope.Types.Workflows.ContainsKey(workflow.Value))
            problems.Add(
                ProblemIds.UnknownWorkflow,
                workflow.Position,
                $"There is no workflow '{workflow.Value}'",
                NearestName.Find(workflow.Value, scope.Types.Workflows.Keys.Where(name => name != scope.Workflow.Name)));
    }

    private static JsonSchema CheckMap(TypeInference outside, MapDefinition map)
    {
        if (map.Out is { } output)
            CheckText(outside, "out", output);
        if (map.IsFile)
        {
            CheckText(outside, "file", map.Over);
            return JsonSchema.Anything;
        }

        var list = outside.Infer(map.Over.Root);
        if (ConstantTypes.TypesOf(list).HasFlag(JsonTypes.Array))
            return TypeInference.ItemsOf(list);

        var position = map.Over.Root is ExpressionNode expression ? expression.Expression.Start : map.Over.Position;
        outside.Problems.Add(ProblemIds.MapOverNoList, position, $"'map' runs over a list, but this is {list.Describe()}");
        return JsonSchema.Anything;
    }

    private static void CheckText(TypeInference outside, string key, ValueTemplate template)
    {
        var type = outside.Infer(template.Root);
        if (!ConstantTypes.TypesOf(type).HasFlag(JsonTypes.String))
            outside.Problems.Add(ProblemIds.TypeMismatch, template.Position, $"'{key}' is the path of a file, but this is {type.Describe()}");
    }

    private static void CheckCondition(TypeInference outside, Condition condition)
    {
        var type = outside.Infer(condition.Root);
        if (!ConstantTypes.TypesOf(type).HasFlag(JsonTypes.Boolean))
            outside.Problems.Add(ProblemIds.ConditionNotBoolean, condition.Position, $"A condition must be true or false, but this is {type.Describe()}");
    }

    /// <summary>A path, a list of paths, or null for none.</summary>
    private void CheckFile(TypeInference inside, ValueTemplate file)
    {
        var type = inside.Infer(file.Root);
        if ((ConstantTypes.TypesOf(type) & (JsonTypes.String | JsonTypes.Array | JsonTypes.Null)) == JsonTypes.None)
            problems.Add(ProblemIds.TypeMismatch, file.Position, $"'files' takes paths, but this is {type.Describe()}");
    }

    private string TargetName() => step switch
    {
        { Task: { } task } => $"task '{task.Value}'",
        { Workflow: { } workflow } => $"workflow '{workflow.Value}'",
        _ => $"step '{step.Name}'",
    };
}
