using System.Text.Json;
using Hearth.Modules;
using Hearth.Workers.Protocol;
using Hearth.Workflows.Schemas;

namespace Hearth.Host.Runs;

/// <summary>A task as it is at one moment: what it takes and returns, and what a worker needs to execute it.</summary>
/// <param name="Descriptor">As the compiler found it.</param>
/// <param name="Contract">Its schemas.</param>
/// <param name="Modules">Its module after all that it refers to.</param>
internal sealed record TaskVersion(ExtensionDescriptor Descriptor, TaskContract Contract, IReadOnlyList<ModuleMessage> Modules)
{
    /// <summary>The load key of its module: what attempts record.</summary>
    public string Key => Modules[^1].Key;

    public static TaskVersion Of(ExtensionDescriptor descriptor, IReadOnlyList<ModuleMessage> modules) => new(descriptor, ContractOf(descriptor), modules);

    public static TaskContract ContractOf(ExtensionDescriptor descriptor) => new(
        descriptor.Name, descriptor.TypeName, descriptor.File, descriptor.Line, Schema(descriptor.InputSchema), Schema(descriptor.OutputSchema), descriptor.Description);

    private static JsonSchema Schema(string text)
    {
        using var document = JsonDocument.Parse(text);
        return JsonSchema.Parse(document.RootElement);
    }
}
