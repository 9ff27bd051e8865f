using System.Xml;
using System.Xml.Linq;

namespace RepoHealth;

/// <summary>Manifests that are XML.</summary>
public static class XmlManifests
{
    public static ManifestFacts Project(string file, string text)
    {
        var root = Parse(text);
        string? Property(string name) => root.Descendants().FirstOrDefault(element => element.Name.LocalName == name)?.Value;
        return new ManifestFacts(
            file,
            Property("PackageId") ?? Property("AssemblyName") ?? Path.GetFileNameWithoutExtension(file),
            Property("Version") ?? Property("VersionPrefix"),
            Property("Description"),
            Property("PackageLicenseExpression"),
            root.Descendants().Count(element => element.Name.LocalName == "PackageReference" && element.Attribute("Include") is not null));
    }

    public static ManifestFacts Maven(string file, string text)
    {
        var root = Parse(text);
        XElement? Child(XElement? parent, string name) => parent?.Elements().FirstOrDefault(element => element.Name.LocalName == name);
        return new ManifestFacts(
            file,
            Child(root, "artifactId")?.Value,
            Child(root, "version")?.Value,
            Child(root, "description")?.Value,
            Child(Child(Child(root, "licenses"), "license"), "name")?.Value,
            Child(root, "dependencies")?.Elements().Count() ?? 0);
    }

    /// <summary>Nothing is fetched, and no entity is expanded.</summary>
    private static XElement Parse(string text)
    {
        using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        return XElement.Load(reader);
    }
}
