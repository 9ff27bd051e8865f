using Hearth.Modules;
using Hearth.Workers.Protocol;
using Hearth.Workflows.Schemas;

namespace Hearth.Host.Extensions;

/// <summary>An extension that can be called.</summary>
/// <param name="Descriptor">What it is.</param>
/// <param name="Modules">What a worker needs to load it: its module after all that it refers to.</param>
internal sealed record ExtensionEntry(ExtensionDescriptor Descriptor, IReadOnlyList<ModuleMessage> Modules)
{
    /// <summary>The load key of its module.</summary>
    public string Key => Modules[^1].Key;

    /// <summary>For people: <c>vault 'file'</c>.</summary>
    public string Title => $"{Descriptor.Kind.ToString().ToLowerInvariant()} '{Descriptor.Name}'";

    /// <summary>What it takes as settings.</summary>
    public JsonSchema Configuration => JsonSchema.Parse(System.Text.Json.JsonElement.Parse(Descriptor.InputSchema));
}
