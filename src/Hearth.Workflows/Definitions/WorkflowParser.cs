using System.Collections.Immutable;
using Hearth.Workflows.Expressions;
using Hearth.Workflows.Problems;
using Hearth.Workflows.Yaml;

namespace Hearth.Workflows.Definitions;

/// <summary>Reads workflow files. Reports everything that is wrong with a file at once, and never throws because of its text.</summary>
public static class WorkflowParser
{
    /// <summary>Reads the text of a file. The name of the workflow is that of the file, without folder and extension.</summary>
    public static ParsedWorkflow Parse(string file, string text)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        var problems = new ProblemCollector(file);
        var document = YamlReader.Read(file, text);
        problems.AddRange(document.Problems);
        NameCheck.Check(name, "a workflow", SourcePosition.Start, problems);

        WorkflowDefinition? definition = null;
        if (document.Root is YamlMapping root)
            definition = ParseWorkflow(file, name, root, problems);
        else if (document.Root is not null)
            problems.Add(ProblemIds.WrongType, document.Root.Position, $"A workflow must be a mapping; found {document.Root.Describe()}");
        return new ParsedWorkflow(file, name, definition, problems.ToImmutable());
    }

    private static WorkflowDefinition ParseWorkflow(string file, string name, YamlMapping root, ProblemCollector problems)
    {
        var reader = new MappingReader(root, WorkflowKeys.Workflow.Names, WorkflowKeys.Workflow.Owner, problems);
        if (reader.TextScalar("name") is { } given && given.Value != name)
            problems.Add(ProblemIds.NameDiffersFromFile, given.Position, $"The name is '{given.Value}', but the file is named '{name}'", name);

        var steps = reader.RequiredNode("steps") is null ? null : reader.Mapping("steps");
        if (steps is { Entries: [] })
            problems.Add(ProblemIds.MissingKey, steps.Position, "A workflow has at least one step");

        return new WorkflowDefinition
        {
            File = file,
            Name = name,
            Description = reader.Text("description"),
            Code = reader.Choice<WorkflowCode>("code") ?? WorkflowCode.Latest,
            Policy = reader.Choice<DefinitionPolicy>("definition") ?? DefinitionPolicy.Pin,
            Isolation = reader.Choice("isolation", WorkflowIsolation.Shared, WorkflowIsolation.Run) ?? WorkflowIsolation.Shared,
            Inputs = Named(reader.Mapping("inputs"), "an input", problems, entry => InputParser.Parse(entry, problems)),
            Steps = [.. Named(steps, "a step", problems, entry => StepParser.Parse(entry, problems)).SelectMany(step => step)],
            Outputs = Named(reader.Mapping("outputs"), "an output", problems, entry => ParseOutput(entry, problems)),
            Reports = reader.Texts("reports"),
        };
    }

    private static OutputDefinition ParseOutput(YamlEntry entry, ProblemCollector problems) =>
        new(entry.Name, entry.Key.Position, ValueTemplate.Parse(entry.Value, problems));

    private static ImmutableArray<T> Named<T>(YamlMapping? mapping, string what, ProblemCollector problems, Func<YamlEntry, T?> parse) where T : class
    {
        if (mapping is null)
            return [];

        var result = ImmutableArray.CreateBuilder<T>();
        foreach (var entry in mapping.Entries)
        {
            NameCheck.Check(entry.Name, what, entry.Key.Position, problems);
            if (parse(entry) is { } value)
                result.Add(value);
        }

        return result.ToImmutable();
    }
}
