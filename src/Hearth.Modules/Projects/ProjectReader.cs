using System.Collections.Immutable;
using System.Xml;
using System.Xml.Linq;

namespace Hearth.Modules.Projects;

/// <summary>
/// Reads what matters to the compiler from a project file. MSBuild is not run: imports, targets and conditions beyond a comparison are not
/// evaluated, and where that would change what is compiled, a diagnostic says so.
/// </summary>
internal sealed class ProjectReader
{
    private readonly string _file;
    private readonly string _directory;
    private readonly ProjectProperties _properties;
    private readonly ImmutableArray<SourceDiagnostic>.Builder _diagnostics = ImmutableArray.CreateBuilder<SourceDiagnostic>();
    private readonly List<CompileItem> _compile = [];
    private readonly List<PackageItem> _packages = [];
    private readonly List<ReferenceItem> _references = [];
    private readonly List<UsingItem> _usings = [];

    private ProjectReader(string path, string file)
    {
        _file = file;
        _directory = Path.GetDirectoryName(path)!;
        _properties = new ProjectProperties(path);
    }

    /// <param name="path">The project file, absolute.</param>
    /// <param name="file">Its name in diagnostics.</param>
    /// <param name="content">Its bytes.</param>
    /// <returns>The project; the assemblies that it refers to by path need not be there.</returns>
    public static (TaskProject Project, ImmutableArray<SourceDiagnostic> Diagnostics) Read(string path, string file, ReadOnlyMemory<byte> content)
    {
        var reader = new ProjectReader(path, file);
        try
        {
            using var stream = new MemoryStream(content.ToArray());
            reader.ReadElements(XDocument.Load(stream, LoadOptions.SetLineInfo));
        }
        catch (XmlException exception)
        {
            reader._diagnostics.Add(new SourceDiagnostic(Problems.MalformedProject, SourceSeverity.Error, file,
                Math.Max(1, exception.LineNumber), Math.Max(1, exception.LinePosition), $"The project file is not well-formed XML. {exception.Message}"));
        }

        return (reader.Project(path), reader._diagnostics.ToImmutable());
    }

    private void ReadElements(XDocument document)
    {
        if (document.Root is not { Name.LocalName: "Project" } root)
        {
            Report(Problems.MalformedProject, SourceSeverity.Error, document.Root!, "The root element of a project file is 'Project'.");
            return;
        }

        // Properties come first in MSBuild too: items may use a property that is set below them.
        foreach (var property in Groups(root, "PropertyGroup"))
            _properties.Set(property.Name.LocalName, property.Value);
        foreach (var item in Groups(root, "ItemGroup"))
            ReadItem(item);
        foreach (var import in root.Elements().Where(element => element.Name.LocalName == "Import" && Applies(element)))
            Report(Problems.UnsupportedSetting, SourceSeverity.Warning, import, "Hearth does not read imported files; what they set has no effect on tasks.");
    }

    private IEnumerable<XElement> Groups(XElement root, string name) =>
        root.Elements().Where(group => group.Name.LocalName == name && Applies(group)).SelectMany(group => group.Elements()).Where(Applies);

    private bool Applies(XElement element)
    {
        if (element.Attribute("Condition")?.Value is not { } condition || string.IsNullOrWhiteSpace(condition))
            return true;
        if (_properties.Condition(condition) is { } applies)
            return applies;
        Report(Problems.UnsupportedSetting, SourceSeverity.Warning, element,
            $"Hearth understands conditions of the form '$(Name)' == 'value' only; this '{element.Name.LocalName}' is left out.");
        return false;
    }

    private void ReadItem(XElement item)
    {
        switch (item.Name.LocalName)
        {
            case "Compile":
                foreach (var (name, removes) in new[] { ("Remove", true), ("Include", false) })
                    foreach (var pattern in ProjectProperties.List(Metadata(item, name)))
                        _compile.Add(new CompileItem(removes, pattern.Replace('\\', '/'), removes ? null : Metadata(item, "Exclude")?.Replace('\\', '/')));
                break;
            case "PackageReference":
                foreach (var name in ProjectProperties.List(Metadata(item, "Include")).Where(name => !IsSdk(name)))
                    _packages.Add(new PackageItem(name, Metadata(item, "VersionOverride") ?? Metadata(item, "Version")));
                break;
            case "Reference":
                ReadReference(item);
                break;
            case "Using":
                ReadUsing(item);
                break;
            case "ProjectReference" when !IsSdk(Path.GetFileNameWithoutExtension(PathNames.Native(Metadata(item, "Include") ?? ""))):
                Report(Problems.ProjectReference, SourceSeverity.Error, item,
                    $"Tasks cannot refer to another project ('{Metadata(item, "Include")}'). Include its sources with Compile, or refer to its built assembly.");
                break;
            case "FrameworkReference" when Metadata(item, "Include") is var name and not "Microsoft.NETCore.App":
                Report(Problems.UnsupportedSetting, SourceSeverity.Error, item, $"Tasks cannot use the framework '{name}'; workers have Microsoft.NETCore.App only.");
                break;
            case "EmbeddedResource" when Metadata(item, "Include") is not null:
                Report(Problems.UnsupportedSetting, SourceSeverity.Warning, item, "Hearth does not embed resources; read files of the workspace instead.");
                break;
        }
    }

    private void ReadReference(XElement item)
    {
        // The name may be a full one: "Name, Version=1.0.0.0".
        var name = (Metadata(item, "Include") ?? "").Split(',')[0].Trim();
        var hint = Metadata(item, "HintPath") ?? (name.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? name : null);
        if (name.Length == 0 || IsSdk(name) || (hint is not null && IsSdk(Path.GetFileNameWithoutExtension(PathNames.Native(hint)))))
            return;

        // A name alone means an assembly of the framework, all of which are there already.
        if (hint is null)
            return;
        var path = Path.GetFullPath(PathNames.Native(hint), _directory);
        _references.Add(new ReferenceItem(name, path, At(Problems.ReferenceNotFound, SourceSeverity.Error, item, $"The assembly '{hint}' of the reference '{name}' is not there.")));
    }

    private void ReadUsing(XElement item)
    {
        foreach (var name in ProjectProperties.List(Metadata(item, "Remove")))
            _usings.Add(new UsingItem(true, name));
        foreach (var name in ProjectProperties.List(Metadata(item, "Include")))
        {
            var isStatic = "true".Equals(Metadata(item, "Static"), StringComparison.OrdinalIgnoreCase);
            _usings.Add(new UsingItem(false, Metadata(item, "Alias") is { } alias ? $"{alias} = {name}" : isStatic ? $"static {name}" : name));
        }
    }

    private TaskProject Project(string path) => new()
    {
        Path = path,
        AssemblyName = _properties["AssemblyName"] is { Length: > 0 } name ? name : Path.GetFileNameWithoutExtension(path),
        Nullable = _properties["Nullable"] is { Length: > 0 } nullable ? nullable.ToLowerInvariant() : "disable",
        LanguageVersion = _properties["LangVersion"] is { Length: > 0 } version ? version : null,
        AllowUnsafe = _properties.IsTrue("AllowUnsafeBlocks"),
        DefaultCompileItems = !IsFalse("EnableDefaultCompileItems") && !IsFalse("EnableDefaultItems"),
        Constants = [.. ProjectProperties.List(_properties["DefineConstants"])],
        NoWarn = [.. ProjectProperties.List(_properties["NoWarn"]).Select(WarningId).Distinct(StringComparer.OrdinalIgnoreCase)],
        GlobalUsings = Usings(),
        CompileItems = [.. _compile],
        Packages = [.. _packages],
        References = [.. _references],
    };

    private ImmutableArray<string> Usings()
    {
        var usings = new List<string>(_properties.IsTrue("ImplicitUsings") ? TaskProject.ImplicitUsings : []);
        foreach (var (removes, text) in _usings)
        {
            usings.Remove(text);
            if (!removes)
                usings.Add(text);
        }

        return [.. usings];
    }

    private bool IsFalse(string property) => "false".Equals(_properties[property], StringComparison.OrdinalIgnoreCase);

    private static string WarningId(string text) => char.IsAsciiDigit(text[0]) ? $"CS{text.PadLeft(4, '0')}" : text;

    private static bool IsSdk(string name) => name.Equals("Hearth.Sdk", StringComparison.OrdinalIgnoreCase);

    /// <summary>Metadata are attributes or child elements, as the author likes.</summary>
    private string? Metadata(XElement item, string name) =>
        (item.Attribute(name)?.Value ?? item.Elements().FirstOrDefault(child => child.Name.LocalName == name)?.Value) is { } text
            ? _properties.Expand(text)
            : null;

    private void Report(string id, SourceSeverity severity, XElement element, string message) => _diagnostics.Add(At(id, severity, element, message));

    private SourceDiagnostic At(string id, SourceSeverity severity, XElement element, string message) =>
        new(id, severity, _file, ((IXmlLineInfo)element).LineNumber, ((IXmlLineInfo)element).LinePosition, message);
}
