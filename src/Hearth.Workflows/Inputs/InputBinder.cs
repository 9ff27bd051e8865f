using System.Buffers;
using System.Text.Json;
using Hearth.Workflows.Definitions;
using Hearth.Workflows.Expressions;
using Hearth.Workflows.Problems;
using Hearth.Workflows.Schemas;
using Hearth.Workflows.Validation;

namespace Hearth.Workflows.Inputs;

/// <summary>Makes the inputs of a run out of the command line, a JSON object and the defaults; the earlier of these wins.</summary>
public static class InputBinder
{
    /// <summary>What problems of the command line give as their file; the column is the number of the argument.</summary>
    public const string CommandLine = "command line";

    /// <summary>Binds the inputs of a run.</summary>
    /// <param name="workflow">A workflow without problems.</param>
    /// <param name="arguments"><c>NAME=VALUE</c>, converted by the declared types.</param>
    /// <param name="given">The JSON object of <c>--input</c>, or null.</param>
    /// <param name="givenFile">Where <paramref name="given"/> comes from, for problems.</param>
    /// <param name="fileExists">Whether the path of a file input exists.</param>
    public static BoundInputs Bind(
        WorkflowDefinition workflow, IReadOnlyList<string> arguments, JsonElement? given, string givenFile, Func<string, bool> fileExists)
    {
        var problems = new List<Problem>();
        var values = new Dictionary<string, BoundValue>();
        ReadObject(workflow, given, givenFile, values, problems);
        var unreadable = ReadArguments(workflow, arguments, values, problems);

        foreach (var input in workflow.Inputs)
        {
            if (unreadable.Contains(input.Name))
                continue;
            if (values.TryGetValue(input.Name, out var bound))
                Check(input, bound, fileExists, problems);
            else if (input.Default is { } usual)
                Check(input, values[input.Name] = new BoundValue(usual, workflow.File, input.DefaultPosition), fileExists, problems);
            else
                problems.Add(new Problem(
                    ProblemIds.MissingInput, CommandLine, 1, 1, $"The input '{input.Name}' is missing: {InputSchema.Of(input).Describe()} is required"));
        }

        return problems.Count > 0 ? new BoundInputs(null, [.. problems]) : new BoundInputs(ToObject(workflow, values), []);
    }

    private static void ReadObject(
        WorkflowDefinition workflow, JsonElement? given, string file, Dictionary<string, BoundValue> values, List<Problem> problems)
    {
        if (given is not { } json)
            return;
        if (json.ValueKind != JsonValueKind.Object)
        {
            problems.Add(new Problem(ProblemIds.InputDoesNotFit, file, 1, 1, "The inputs must be a JSON object"));
            return;
        }

        if (!JsonText.IsReadable(json))
        {
            problems.Add(new Problem(ProblemIds.InputDoesNotFit, file, 1, 1, "A text in the inputs has half of a surrogate pair"));
            return;
        }

        foreach (var property in json.EnumerateObject())
        {
            if (workflow.Input(property.Name) is null)
                problems.Add(Unknown(workflow, property.Name, file, 1));
            else
                values[property.Name] = new BoundValue(property.Value, file, SourcePosition.Start);
        }
    }

    /// <summary>Gives the names of inputs whose text could not be converted; that is reported.</summary>
    private static HashSet<string> ReadArguments(
        WorkflowDefinition workflow, IReadOnlyList<string> arguments, Dictionary<string, BoundValue> values, List<Problem> problems)
    {
        var unreadable = new HashSet<string>();
        var seen = new HashSet<string>();
        for (var index = 0; index < arguments.Count; index++)
        {
            var position = new SourcePosition(1, index + 1);
            var separator = arguments[index].IndexOf('=');
            var name = separator > 0 ? arguments[index][..separator] : "";
            if (separator <= 0)
                problems.Add(new Problem(ProblemIds.MalformedArgument, CommandLine, 1, position.Column, $"'{arguments[index]}' is not NAME=VALUE"));
            else if (workflow.Input(name) is not { } input)
                problems.Add(Unknown(workflow, name, CommandLine, position.Column));
            else if (!seen.Add(name))
                problems.Add(new Problem(ProblemIds.MalformedArgument, CommandLine, 1, position.Column, $"The input '{name}' is given twice"));
            else if (InputText.Convert(input, arguments[index][(separator + 1)..], out var error) is { } value)
                values[name] = new BoundValue(value, CommandLine, position);
            else
            {
                problems.Add(new Problem(ProblemIds.InputDoesNotFit, CommandLine, 1, position.Column, $"{Subject(input)} {error}"));
                unreadable.Add(name);
            }
        }

        return unreadable;
    }

    private static void Check(InputDefinition input, BoundValue bound, Func<string, bool> fileExists, List<Problem> problems)
    {
        var violations = SchemaValidator.Validate(InputSchema.Of(input), bound.Value);
        foreach (var violation in violations)
        {
            var suggestion = bound.Value.ValueKind == JsonValueKind.String
                ? NearestName.Find(bound.Value.GetString()!, input.Choices.Where(choice => choice.ValueKind == JsonValueKind.String).Select(choice => choice.GetString()!))
                : null;
            problems.Add(bound.Problem(ProblemIds.InputDoesNotFit, $"{Subject(input)}{violation.Path[1..]} {violation.Message}", suggestion));
        }

        if (!violations.IsEmpty)
            return;
        foreach (var path in FilesOf(input, bound.Value).Where(path => !fileExists(path)))
            problems.Add(bound.Problem(ProblemIds.InputFileNotFound, $"{Subject(input)}: there is no file '{path}' (relative paths start at the workspace's folder)"));
    }

    private static IEnumerable<string> FilesOf(InputDefinition input, JsonElement value) => (input.Type, value.ValueKind) switch
    {
        (InputType.File, JsonValueKind.String) => [value.GetString()!],
        (InputType.List, JsonValueKind.Array) when input.Items is { } items => value.EnumerateArray().SelectMany(element => FilesOf(items, element)),
        _ => [],
    };

    private static JsonElement ToObject(WorkflowDefinition workflow, Dictionary<string, BoundValue> values)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, JsonOutput.Writer))
        {
            writer.WriteStartObject();
            foreach (var input in workflow.Inputs)
            {
                writer.WritePropertyName(input.Name);
                values[input.Name].Value.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan, JsonOutput.Reader);
    }

    private static Problem Unknown(WorkflowDefinition workflow, string name, string file, int column)
    {
        var known = workflow.Inputs.Select(input => input.Name).ToList();
        var list = known.Count == 0 ? "it has none" : $"it has {string.Join(", ", known)}";
        return new Problem(
            ProblemIds.UnknownInputGiven, file, 1, column, $"Workflow '{workflow.Name}' has no input '{name}'; {list}", NearestName.Find(name, known));
    }

    private static string Subject(InputDefinition input) => $"The input '{input.Name}'";

    private readonly record struct BoundValue(JsonElement Value, string File, SourcePosition Position)
    {
        public Problem Problem(string id, string message, string? suggestion = null) =>
            new(id, File, Math.Max(1, Position.Line), Math.Max(1, Position.Column), message, suggestion);
    }
}
