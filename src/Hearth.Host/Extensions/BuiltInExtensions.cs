using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using Hearth.Coherence;
using Hearth.Modules;
using Hearth.Workers.Protocol;

namespace Hearth.Host.Extensions;

/// <summary>The extensions that come with Hearth: an assembly beside the command, and a list of what is in it. The assembly is read here, never loaded.</summary>
internal sealed class BuiltInExtensions
{
    private static readonly Lazy<BuiltInExtensions> Only = new(Read);

    private BuiltInExtensions(Fingerprint fingerprint, string assembly, ImmutableArray<ExtensionDescriptor> extensions)
    {
        Fingerprint = fingerprint;
        Module = new ModuleMessage(fingerprint.ToString(), Path.GetFileNameWithoutExtension(assembly), assembly, ImmutableDictionary<string, string>.Empty, []);
        Extensions = extensions;
    }

    /// <summary>Those of this version of Hearth: the same for the whole process.</summary>
    public static BuiltInExtensions Current => Only.Value;

    /// <summary>Of the assembly.</summary>
    public Fingerprint Fingerprint { get; }

    /// <summary>What a worker needs to load them.</summary>
    public ModuleMessage Module { get; }

    /// <summary>By kind and name.</summary>
    public ImmutableArray<ExtensionDescriptor> Extensions { get; }

    private static BuiltInExtensions Read()
    {
        var assembly = Path.Combine(Path.GetDirectoryName(typeof(ITask<,>).Assembly.Location)!, "Hearth.Extensions.dll");
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("extensions.json")!;
        using var document = JsonDocument.Parse(stream);
        return new BuiltInExtensions(Fingerprint.Of(File.ReadAllBytes(assembly)), assembly,
            [.. document.RootElement.EnumerateArray().Select(extension => Describe(extension, $"built-in/{Path.GetFileName(assembly)}"))]);
    }

    private static ExtensionDescriptor Describe(JsonElement extension, string file) => new(
        Enum.Parse<ExtensionKind>(extension.GetProperty("kind").GetString()!, ignoreCase: true), extension.GetProperty("name").GetString()!, extension.GetProperty("type").GetString()!,
        file, 1, extension.GetProperty("description").GetString(), extension.GetProperty("configuration").GetRawText(), "true");
}
