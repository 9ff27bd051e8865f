using Hearth.Workflows.Definitions;
using Hearth.Workflows.Problems;
using Hearth.Workflows.Schemas;

namespace Hearth.Workflows.Validation;

/// <summary>Checks that choices and defaults fit the types of their inputs.</summary>
internal static class InputCheck
{
    public static void Check(InputDefinition input, ProblemCollector problems)
    {
        var bare = InputSchema.Of(input with { Choices = [], Minimum = null, Maximum = null });
        foreach (var choice in input.Choices)
        {
            foreach (var violation in SchemaValidator.Validate(bare, choice, 1))
                problems.Add(ProblemIds.InvalidValue, input.Position, $"The 'enum' of {NameOf(input)} has a value of another type: {violation.Message}");
        }

        if (input.Default is { } value)
        {
            foreach (var violation in SchemaValidator.Validate(InputSchema.Of(input), value))
                problems.Add(
                    ProblemIds.DefaultDoesNotFit, input.DefaultPosition, $"The default of {NameOf(input)}{violation.Path[1..]} {violation.Message}");
        }

        if (input.Items is { } items)
            Check(items, problems);
    }

    private static string NameOf(InputDefinition input) => input.Name.Length == 0 ? "the items" : $"'{input.Name}'";
}
