using Hearth.Modules;
using Hearth.Workflows.Schemas;

namespace Hearth.Host.Runs;

/// <summary>A task as the compiler found it, with what that says.</summary>
/// <param name="Descriptor">As the compiler found it.</param>
/// <param name="Contract">Its schemas.</param>
internal sealed record DescribedTask(ExtensionDescriptor Descriptor, TaskContract Contract);
