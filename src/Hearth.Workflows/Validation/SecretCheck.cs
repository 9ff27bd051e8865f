using Hearth.Workflows.Definitions;
using Hearth.Workflows.Expressions;
using Hearth.Workflows.Problems;

namespace Hearth.Workflows.Validation;

/// <summary>
/// Secrets go into the input of a task and nowhere else, because all other values are recorded; and they go there as they are, because a secret that was turned into
/// something else could not be recognised in logs and outputs.
/// </summary>
internal static class SecretCheck
{
    private const string Usual = "format";

    public static void Check(WorkflowDefinition workflow, ProblemCollector problems)
    {
        foreach (var step in workflow.Steps)
        {
            if (step.Workflow is not null)
                Refuse(step.With.Root.Expressions(), "the inputs of a run are recorded; read the vault in the workflow that needs the secret");
            else
                foreach (var expression in step.With.Root.Expressions())
                    CheckOperands(expression, problems);
            Refuse(step.Cache?.Paths.SelectMany(path => path.Root.Expressions()) ?? [], "the names of files are recorded");
            Refuse(step.Map?.Over.Root.Expressions() ?? [], "the list of a 'map' is recorded; read the vault in 'with'");
            Refuse(step.Map?.Out?.Root.Expressions() ?? [], "the names of files are recorded");
            Refuse(step.Map?.Filter is { } filter ? [filter.Root] : [], "which items are done is recorded; decide in the task");
            Refuse(step.When is { } condition ? [condition.Root] : [], "why a step was skipped is recorded; decide in the task");
        }

        foreach (var output in workflow.Outputs)
            Refuse(output.Value.Root.Expressions(), "the outputs of a run are recorded");

        void Refuse(IEnumerable<Expression> expressions, string because)
        {
            foreach (var secret in expressions.SelectMany(expression => expression.DescendantsAndSelf()).OfType<SecretExpression>())
                problems.Add(ProblemIds.SecretRecorded, secret.Position, $"A secret can be read only in 'with' of a step that runs a task: {because}");
        }
    }

    private static void CheckOperands(Expression expression, ProblemCollector problems)
    {
        foreach (var (owner, what) in expression.DescendantsAndSelf().Select(part => (part, Changing(part))).Where(part => part.Item2 is not null))
            foreach (var secret in owner.Children.SelectMany(child => child.DescendantsAndSelf()).OfType<SecretExpression>())
                problems.Add(ProblemIds.SecretChanged, secret.Position,
                    $"A secret cannot go into {what}: what came out could not be kept out of logs. Insert it into a text, or hand it to the task as it is");
    }

    /// <summary>What does something else with its operands than to give or to insert them.</summary>
    private static string? Changing(Expression expression) => expression switch
    {
        CallExpression call => call.Function.Name == Usual ? null : $"{call.Function.Name}()",
        BinaryExpression binary => binary.Operator == BinaryOperator.Coalesce ? null : $"'{binary.Operator.Text()}'",
        NotExpression => "'!'",
        ElementExpression or MemberExpression => "the name or target of a member",
        _ => null,
    };
}
