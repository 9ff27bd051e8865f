using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace Hearth.Modules.Discovery;

/// <summary>The documentation comments of an assembly, from the XML file that its compiler wrote beside it.</summary>
internal sealed class CommentFile : DocumentationProvider
{
    private readonly string _path;
    private readonly Dictionary<string, string> _comments;

    private CommentFile(string path, Dictionary<string, string> comments) => (_path, _comments) = (path, comments);

    /// <returns>Null where there is no file that can be read: descriptions are welcome, not needed.</returns>
    public static CommentFile? Beside(string assembly)
    {
        var path = Path.ChangeExtension(assembly, ".xml");
        try
        {
            return File.Exists(path)
                ? new CommentFile(path, XDocument.Load(path).Descendants("member").Where(member => member.Attribute("name") is not null)
                    .DistinctBy(member => member.Attribute("name")!.Value).ToDictionary(member => member.Attribute("name")!.Value, member => member.ToString()))
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or XmlException)
        {
            return null;
        }
    }

    public override bool Equals(object? obj) => obj is CommentFile other && other._path == _path;

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(_path);

    protected override string? GetDocumentationForSymbol(string documentationMemberID, CultureInfo preferredCulture, CancellationToken cancellationToken = default) =>
        _comments.GetValueOrDefault(documentationMemberID);
}
