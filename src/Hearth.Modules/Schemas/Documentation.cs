using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace Hearth.Modules.Schemas;

/// <summary>What the author says of a type or member: <c>[Description]</c>, else the documentation comment.</summary>
internal static class Documentation
{
    private const string DescriptionAttribute = "System.ComponentModel.DescriptionAttribute";

    public static string? Of(ISymbol symbol, CancellationToken cancellationToken) =>
        Attribute(symbol) ?? Text(Comment(symbol, cancellationToken)?.Element("summary"));

    /// <summary>Of a property; the parameter of a record that makes it has the comment as <c>param</c> of the record.</summary>
    public static string? Of(IPropertySymbol property, IParameterSymbol? parameter, CancellationToken cancellationToken) =>
        Of(property, cancellationToken) ?? (parameter is null ? null : Attribute(parameter) ?? Text(
            (Comment(property.ContainingType, cancellationToken) ?? Comment(parameter.ContainingSymbol, cancellationToken))?.Elements("param")
                .FirstOrDefault(element => element.Attribute("name")?.Value == parameter.Name)));

    private static string? Attribute(ISymbol symbol) =>
        AttributeReader.Find(symbol, DescriptionAttribute) is { } attribute ? AttributeReader.Argument(attribute, 0) as string : null;

    private static XElement? Comment(ISymbol symbol, CancellationToken cancellationToken)
    {
        try
        {
            return symbol.GetDocumentationCommentXml(cancellationToken: cancellationToken) is { Length: > 0 } xml ? XElement.Parse(xml) : null;
        }
        catch (XmlException)
        {
            // A comment with a mistake in it: the compiler warns of it where the author wants that.
            return null;
        }
    }

    private static string? Text(XElement? element)
    {
        if (element is null)
            return null;
        var text = string.Concat(element.DescendantNodes().Select(node => node switch
        {
            XText words => words.Value,
            XElement reference when reference.IsEmpty => Reference(reference),
            XElement { Name.LocalName: "para" } => " ",
            _ => "",
        }));
        var words = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return words.Length == 0 ? null : words;
    }

    /// <summary>The last part of what an empty element refers to: <c>T:System.String</c> is <c>String</c>.</summary>
    private static string Reference(XElement element)
    {
        if (element.Attribute("langword")?.Value is { } word)
            return word;
        var name = (element.Attribute("cref") ?? element.Attribute("name"))?.Value.Split('(')[0] ?? " ";
        return name[(name.LastIndexOfAny(['.', ':']) + 1)..].Split('`')[0];
    }
}
