using Hearth.Modules.Compilation;
using Hearth.Modules.Schemas;
using Microsoft.CodeAnalysis;

namespace Hearth.Modules.Discovery;

/// <summary>From the symbol of an extension's class to its descriptor: name, place, description, schemas.</summary>
/// <param name="configurable">The symbol of <c>IConfigurable</c>; null where the Sdk does not have it.</param>
/// <param name="diagnostics">Takes what is wrong.</param>
/// <param name="cancellationToken">Ends the work.</param>
internal sealed class ExtensionDescriber(INamedTypeSymbol? configurable, List<SourceDiagnostic> diagnostics, CancellationToken cancellationToken)
{
    /// <summary>Of an extension that takes no settings.</summary>
    private const string NoConfiguration = """{"type":"object","properties":{},"additionalProperties":false}""";

    private const string Anything = "true";

    public static AttributeData? NameAttribute(INamedTypeSymbol type) =>
        AttributeReader.Find(type, "Hearth.ExtensionAttribute") ?? AttributeReader.Find(type, "Hearth.TaskAttribute");

    /// <summary>The class itself, and the classes that it stands in.</summary>
    public static IEnumerable<INamedTypeSymbol> Containing(INamedTypeSymbol type)
    {
        for (var outer = type; outer is not null; outer = outer.ContainingType)
            yield return outer;
    }

    public ExtensionDescriptor Describe(INamedTypeSymbol type, ExtensionContract contract, INamedTypeSymbol implemented)
    {
        var name = NameAttribute(type)?.ConstructorArguments is [{ Value: string given }] ? given : ExtensionNames.FromClass(type.Name, contract.Kind);
        if (!ExtensionNames.IsValid(name))
            diagnostics.Add(SourceDiagnostics.At(type.Locations[0], Problems.InvalidName, SourceSeverity.Error,
                $"'{name}' cannot be the name of a {contract.Word}: 1 to 100 letters (a to z), digits, '-', '_' and '.', the first a letter or digit. "
                + $"Give it one with [{(contract.Kind == ExtensionKind.Task ? "Task" : "Extension")}(\"…\")]."));

        var position = type.Locations[0].GetMappedLineSpan();
        var subject = $"{contract.Word} '{name}'";
        return new ExtensionDescriptor(contract.Kind, name, ReflectionName(type), position.Path ?? "", position.StartLinePosition.Line + 1, Documentation.Of(type, cancellationToken),
            contract.Kind switch
            {
                ExtensionKind.Task => Schema(type, implemented.TypeArguments[0], SchemaDirection.Input, $"The input of the {subject}"),
                ExtensionKind.Resource => Schema(type, implemented.TypeArguments[0], SchemaDirection.Input, $"The configuration of the {subject}"),
                _ => Configuration(type, subject),
            },
            contract.Kind == ExtensionKind.Task ? Schema(type, implemented.TypeArguments[1], SchemaDirection.Output, $"The output of the {subject}") : Anything);
    }

    private string Configuration(INamedTypeSymbol type, string subject)
    {
        var configurations = configurable is null ? [] : ExtensionDiscovery.Implemented(type, configurable);
        if (configurations.Length > 1)
            diagnostics.Add(SourceDiagnostics.At(type.Locations[0], Problems.SeveralContracts, SourceSeverity.Error,
                $"The class '{type.Name}' implements IConfigurable<> {configurations.Length} times; it takes settings of one type."));
        return configurations.Length == 0 ? NoConfiguration : Schema(type, configurations[0].TypeArguments[0], SchemaDirection.Input, $"The configuration of the {subject}");
    }

    private string Schema(INamedTypeSymbol type, ITypeSymbol value, SchemaDirection direction, string subject)
    {
        var schema = SchemaBuilder.Build(value, direction, type.Locations[0], cancellationToken);
        diagnostics.AddRange(schema.Problems.Select(problem => SourceDiagnostics.At(problem.Location, problem.Id, SourceSeverity.Error, $"{subject} {problem.Message}")));
        return schema.Text;
    }

    private static string ReflectionName(INamedTypeSymbol type)
    {
        var name = string.Join('+', Containing(type).Reverse().Select(outer => outer.MetadataName));
        return type.ContainingNamespace.IsGlobalNamespace ? name : $"{type.ContainingNamespace.ToDisplayString()}.{name}";
    }
}
