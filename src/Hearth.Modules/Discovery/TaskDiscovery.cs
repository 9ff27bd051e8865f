using Hearth.Modules.Compilation;
using Hearth.Modules.Schemas;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hearth.Modules.Discovery;

/// <summary>Finds the classes of a compilation that are tasks, by their symbols: nothing is loaded or run.</summary>
internal static class TaskDiscovery
{
    /// <param name="compilation">All files of the program.</param>
    /// <param name="trees">The files to look into.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static DiscoveredTasks Find(CSharpCompilation compilation, IEnumerable<SyntaxTree> trees, CancellationToken cancellationToken)
    {
        if (compilation.GetTypeByMetadataName("Hearth.ITask`2") is not { } contract)
            return new DiscoveredTasks([], []);
        var diagnostics = new List<SourceDiagnostic>();
        var found = new List<ExtensionDescriptor>();
        foreach (var type in trees.SelectMany(tree => Types(compilation, tree, cancellationToken)).Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var contracts = type.AllInterfaces.Where(candidate => SymbolEqualityComparer.Default.Equals(candidate.OriginalDefinition, contract)).ToArray();
            if (contracts.Length > 0 && IsTask(type, contracts.Length, diagnostics))
                found.Add(Describe(type, contracts[0], diagnostics, cancellationToken));
        }

        return new DiscoveredTasks([.. found.OrderBy(task => task.Name, StringComparer.Ordinal)], [.. diagnostics]);
    }

    private static bool IsTask(INamedTypeSymbol type, int contracts, List<SourceDiagnostic> diagnostics)
    {
        var named = AttributeReader.Find(type, "Hearth.TaskAttribute") is not null;

        // A base class for tasks, and an interface that extends ITask, are ordinary C#.
        if (type.TypeKind == TypeKind.Interface || (type.IsAbstract && !named))
            return false;
        if (CreationObstacle(type) is { } obstacle)
            diagnostics.Add(Error(type, Problems.TaskCannotBeCreated, $"The task class '{type.Name}' {obstacle}."));
        else if (contracts > 1)
            diagnostics.Add(Error(type, Problems.SeveralTaskInterfaces,
                $"The class '{type.Name}' implements ITask<,> {contracts} times; a task has one input and one output. Make a class for each."));
        else
            return true;
        return false;
    }

    private static string? CreationObstacle(INamedTypeSymbol type) => type switch
    {
        { TypeKind: not TypeKind.Class } => "is a struct; make it a class",
        { IsAbstract: true } => "is abstract; a worker cannot create it",
        _ when Containing(type).Any(outer => outer.IsGenericType) => "is generic; derive a class that says what its types are",
        _ when Containing(type).Any(outer => outer.DeclaredAccessibility != Accessibility.Public) => "is not public; a worker finds public classes only",
        _ when !type.InstanceConstructors.Any(constructor => constructor is { Parameters.IsEmpty: true, DeclaredAccessibility: Accessibility.Public }) =>
            "has no public constructor without parameters; a worker cannot create it",
        _ when type.GetMembers().OfType<IPropertySymbol>().Any(property => property.IsRequired) => "has required members; a worker cannot create it",
        _ => null,
    };

    private static ExtensionDescriptor Describe(INamedTypeSymbol type, INamedTypeSymbol contract, List<SourceDiagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var attribute = AttributeReader.Find(type, "Hearth.TaskAttribute");
        var name = attribute?.ConstructorArguments is [{ Value: string given }] ? given : TaskNames.FromClass(type.Name);
        if (!TaskNames.IsValid(name))
            diagnostics.Add(Error(type, Problems.InvalidTaskName,
                $"'{name}' cannot be the name of a task: 1 to 100 letters (a to z), digits, '-', '_' and '.', the first a letter or digit. Give it one with [Task(\"…\")]."));

        var position = type.Locations[0].GetMappedLineSpan();
        return new ExtensionDescriptor(ExtensionKind.Task, name, ReflectionName(type), position.Path, position.StartLinePosition.Line + 1, Documentation.Of(type, cancellationToken),
            Schema(contract.TypeArguments[0], SchemaDirection.Input), Schema(contract.TypeArguments[1], SchemaDirection.Output));

        string Schema(ITypeSymbol value, SchemaDirection direction)
        {
            var schema = SchemaBuilder.Build(value, direction, type.Locations[0], cancellationToken);
            var side = direction == SchemaDirection.Input ? "input" : "output";
            diagnostics.AddRange(schema.Problems.Select(problem => SourceDiagnostics.At(
                problem.Location, problem.Id, SourceSeverity.Error, $"The {side} of the task '{name}' {problem.Message}")));
            return schema.Text;
        }
    }

    private static IEnumerable<INamedTypeSymbol> Types(CSharpCompilation compilation, SyntaxTree tree, CancellationToken cancellationToken)
    {
        var model = compilation.GetSemanticModel(tree);
        foreach (var declaration in tree.GetRoot(cancellationToken).DescendantNodes(node => node is CompilationUnitSyntax or MemberDeclarationSyntax).OfType<TypeDeclarationSyntax>())
            if (model.GetDeclaredSymbol(declaration, cancellationToken) is { } type)
                yield return type;
    }

    private static IEnumerable<INamedTypeSymbol> Containing(INamedTypeSymbol type)
    {
        for (var outer = type; outer is not null; outer = outer.ContainingType)
            yield return outer;
    }

    private static string ReflectionName(INamedTypeSymbol type)
    {
        var name = string.Join('+', Containing(type).Reverse().Select(outer => outer.MetadataName));
        return type.ContainingNamespace.IsGlobalNamespace ? name : $"{type.ContainingNamespace.ToDisplayString()}.{name}";
    }

    private static SourceDiagnostic Error(INamedTypeSymbol type, string id, string message) =>
        SourceDiagnostics.At(type.Locations[0], id, SourceSeverity.Error, message);
}
