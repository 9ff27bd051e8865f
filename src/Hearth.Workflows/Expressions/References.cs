using System.Collections.Immutable;

namespace Hearth.Workflows.Expressions;

/// <summary>What an expression or template reads.</summary>
/// <param name="Inputs">Names of inputs read by name; reading all of <c>inputs</c> is not listed.</param>
/// <param name="Steps">Names of steps.</param>
/// <param name="Environment">Names of environment variables: whoever reuses a result has to compare their values.</param>
/// <param name="UsesItem">Whether <c>item</c> or <c>index</c> is read.</param>
/// <param name="UsesRun">Whether the id of the run is read: the result differs from run to run.</param>
public sealed record References(
    ImmutableSortedSet<string> Inputs,
    ImmutableSortedSet<string> Steps,
    ImmutableSortedSet<string> Environment,
    bool UsesItem,
    bool UsesRun)
{
    /// <summary>Names of secrets.</summary>
    public ImmutableSortedSet<string> Secrets { get; init; } = Names();

    /// <summary>Names of stages.</summary>
    public ImmutableSortedSet<string> Stages { get; init; } = Names();

    /// <summary>Reads nothing.</summary>
    public static References None { get; } = new(Names(), Names(), Names(), UsesItem: false, UsesRun: false);

    internal static References Of(IEnumerable<Expression> expressions)
    {
        var all = expressions.SelectMany(expression => expression.DescendantsAndSelf()).ToList();
        return new References(
            [.. all.OfType<MemberExpression>().Where(member => member.Target is InputsExpression).Select(member => member.Name)],
            [.. all.OfType<StepExpression>().Select(step => step.Name)],
            [.. all.OfType<EnvironmentExpression>().Select(variable => variable.Name)],
            all.Any(expression => expression is ItemExpression or IndexExpression),
            all.Any(expression => expression is RunIdExpression))
        {
            Stages = [.. all.OfType<StageExpression>().Select(stage => stage.Name)],
            Secrets = [.. all.OfType<SecretExpression>().Select(secret => secret.Name)],
        };
    }

    private static ImmutableSortedSet<string> Names() => ImmutableSortedSet.Create<string>(StringComparer.Ordinal);
}
