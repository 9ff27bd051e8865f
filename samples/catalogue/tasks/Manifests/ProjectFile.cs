using System.Xml;
using System.Xml.Linq;

namespace Catalogue;

/// <summary>The project file of a .NET package.</summary>
public static class ProjectFile
{
    /// <exception cref="XmlException">It is no XML.</exception>
    public static Manifest Read(string file, string text)
    {
        // Nothing is fetched, and no entity is expanded.
        using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        var root = XElement.Load(reader);
        string? Property(string name) => root.Descendants().FirstOrDefault(element => element.Name.LocalName == name)?.Value;
        return new Manifest(
            file, "dotnet", Property("PackageId") ?? Property("AssemblyName") ?? Path.GetFileNameWithoutExtension(file), Property("Version") ?? Property("VersionPrefix"),
            Property("Description"), Property("PackageLicenseExpression"), Property("PackageTags")?.Split([' ', ';', ','], StringSplitOptions.RemoveEmptyEntries) ?? [], Property("PackageIcon"));
    }
}
