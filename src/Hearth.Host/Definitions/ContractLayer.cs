using Hearth.Coherence.Graph;
using Hearth.Coherence.Layers;
using Hearth.Host.Runs;
using Hearth.Modules;

namespace Hearth.Host.Definitions;

/// <summary>The layer <c>contracts</c>: what tasks take and give, by what the compiler says of them: a task that is as it was is not read again. Safe for use from several threads.</summary>
internal sealed class ContractLayer(CoherenceGraph graph)
{
    private readonly Layer<ExtensionDescriptor, DescribedTask> _contracts = graph.AddLayer(new LayerDefinition<ExtensionDescriptor, DescribedTask>
    {
        Name = "contracts",
        IsContentKeyed = true,
        NameOf = task => $"{task.Name} {task.File}",
        Compute = (task, _) => ValueTask.FromResult(new DescribedTask(task, TaskVersion.ContractOf(task))),
        Size = task => sizeof(char) * ((long)task.Descriptor.InputSchema.Length + task.Descriptor.OutputSchema.Length),
        Policy = new LayerPolicy { MaxEntries = 10_000 },
    });

    /// <summary>The code of a program, with the contracts of its tasks.</summary>
    public async ValueTask<TaskCode> CodeOfAsync(CompiledProgram program, CancellationToken cancellationToken)
    {
        var tasks = new List<DescribedTask>();
        foreach (var task in program.Extensions)
            if (task.Kind == ExtensionKind.Task)
                tasks.Add(await _contracts.ReadAsync(task, cancellationToken));
        return new TaskCode(program, tasks);
    }
}
