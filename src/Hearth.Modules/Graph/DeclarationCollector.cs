using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hearth.Modules.Graph;

/// <summary>Collects what a file declares, by syntax alone.</summary>
internal sealed class DeclarationCollector
{
    /// <summary>Stands for all operators: which one an expression looks for is not worth telling apart.</summary>
    public const string Operator = "operator";

    private readonly ImmutableArray<Declaration>.Builder _found = ImmutableArray.CreateBuilder<Declaration>();
    private readonly ImmutableArray<string>.Builder _types = ImmutableArray.CreateBuilder<string>();
    private readonly ImmutableHashSet<string>.Builder _names = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);

    public ImmutableArray<Declaration> Found => [.. _found.Distinct()];

    public ImmutableArray<string> Types => [.. _types.Distinct(StringComparer.Ordinal)];

    public ImmutableHashSet<string> Names => _names.ToImmutable();

    public void Collect(CompilationUnitSyntax root)
    {
        foreach (var directive in root.Usings)
            if (directive is { Alias.Name.Identifier.ValueText: { } alias } && directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword))
                _names.Add(alias);
        foreach (var member in root.Members)
            Collect(member, "");
    }

    private void Collect(MemberDeclarationSyntax member, string space)
    {
        switch (member)
        {
            case BaseNamespaceDeclarationSyntax inner:
                CollectNamespace(inner, space);
                break;
            case BaseTypeDeclarationSyntax type:
                CollectType(type, space);
                break;
            case DelegateDeclarationSyntax type:
                AddType(type.Identifier.ValueText, type.TypeParameterList?.Parameters.Count ?? 0, type.Modifiers, SyntacticSurface.Text(type), space);
                _names.Add(type.Identifier.ValueText);
                break;
        }
    }

    private void CollectNamespace(BaseNamespaceDeclarationSyntax declaration, string space)
    {
        foreach (var part in declaration.Name.ToString().Split('.', StringSplitOptions.TrimEntries))
        {
            _found.Add(new Declaration(space, part, "namespace"));
            space = space.Length == 0 ? part : $"{space}.{part}";
        }

        foreach (var member in declaration.Members)
            Collect(member, space);
    }

    private void CollectType(BaseTypeDeclarationSyntax type, string space)
    {
        AddType(type.Identifier.ValueText, (type as TypeDeclarationSyntax)?.Arity ?? 0, type.Modifiers, Header(type), space);
        CollectMembers(type, space);
    }

    private void AddType(string name, int arity, SyntaxTokenList modifiers, string header, string space)
    {
        if (modifiers.Any(SyntaxKind.FileKeyword))
            return;
        _found.Add(new Declaration(space, name, header));
        _types.Add($"{space}.{name}`{arity}");
    }

    private void CollectMembers(BaseTypeDeclarationSyntax type, string space)
    {
        _names.Add(type.Identifier.ValueText);
        if (type is EnumDeclarationSyntax enumeration)
            _names.UnionWith(enumeration.Members.Select(member => member.Identifier.ValueText));
        if (type is not TypeDeclarationSyntax declaration)
            return;
        foreach (var parameter in declaration.ParameterList?.Parameters ?? [])
            _names.Add(parameter.Identifier.ValueText);
        foreach (var member in declaration.Members)
        {
            _names.UnionWith(NamesOf(member));
            if (member is BaseTypeDeclarationSyntax nested)
                CollectMembers(nested, space);
            if (member is ExtensionBlockDeclarationSyntax block)
                CollectExtensions(block, space);
            else if (member is MethodDeclarationSyntax { ParameterList.Parameters: [var first, ..] } method && first.Modifiers.Any(SyntaxKind.ThisKeyword))
                _found.Add(new Declaration(space, method.Identifier.ValueText, SyntacticSurface.Text(method)));
        }
    }

    private void CollectExtensions(ExtensionBlockDeclarationSyntax block, string space)
    {
        var receiver = $"{block.TypeParameterList} {block.ParameterList} {block.ConstraintClauses}";
        foreach (var member in block.Members)
            foreach (var name in NamesOf(member).DefaultIfEmpty(Operator))
                _found.Add(new Declaration(space, name, $"{receiver} {SyntacticSurface.Text(member)}"));
    }

    private static IEnumerable<string> NamesOf(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => [method.Identifier.ValueText],
        PropertyDeclarationSyntax property => [property.Identifier.ValueText],
        EventDeclarationSyntax @event => [@event.Identifier.ValueText],
        BaseFieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => variable.Identifier.ValueText),
        BaseTypeDeclarationSyntax type => [type.Identifier.ValueText],
        DelegateDeclarationSyntax type => [type.Identifier.ValueText],
        _ => [],
    };

    /// <summary>Up to the brace: attributes, modifiers, kind, name, arity, bases, constraints.</summary>
    private static string Header(BaseTypeDeclarationSyntax type) => string.Join(' ',
        type.ChildNodesAndTokens().TakeWhile(child => !child.IsKind(SyntaxKind.OpenBraceToken) && !child.IsKind(SyntaxKind.ParameterList))
            .Where(child => child.AsNode() is not MemberDeclarationSyntax)
            .Select(child => child.AsNode() is { } node ? SyntacticSurface.Text(node) : child.ToString()));
}
