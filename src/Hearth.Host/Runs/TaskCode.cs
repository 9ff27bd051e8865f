using System.Text.Json;
using Hearth.Host.Extensions;
using Hearth.Modules;
using Hearth.Workers.Protocol;
using Hearth.Workflows.Schemas;

namespace Hearth.Host.Runs;

/// <summary>Compiled code with the contracts of its tasks.</summary>
internal sealed class TaskCode
{
    private readonly Dictionary<string, ExtensionDescriptor> _descriptors;

    public TaskCode(CompiledCode code)
    {
        Key = code.LoadKey.ToString();
        Message = new CodeMessage(Key, code.AssemblyPath, code.DependencyPaths);
        Extensions = ExtensionSet.Of(code.Tasks, Message);
        var tasks = code.Tasks.Where(extension => extension.Kind == ExtensionKind.Task).ToList();
        _descriptors = tasks.ToDictionary(task => task.Name);
        Contracts = tasks.ToDictionary(task => task.Name, task => new TaskContract(task.Name, task.TypeName, task.File, task.Line,
            Schema(task.InputSchema), Schema(task.OutputSchema), task.Description));
    }

    private TaskCode()
    {
        Key = "";
        Message = new CodeMessage("", "", []);
        _descriptors = [];
        Contracts = new Dictionary<string, TaskContract>();
        Extensions = ExtensionSet.BuiltIn;
    }

    /// <summary>No code: for a run that is only to be ended.</summary>
    public static TaskCode None { get; } = new();

    /// <summary>The load key: what attempts record.</summary>
    public string Key { get; }

    /// <summary>What a worker needs to load it.</summary>
    public CodeMessage Message { get; }

    /// <summary>The tasks, by name.</summary>
    public IReadOnlyDictionary<string, TaskContract> Contracts { get; }

    /// <summary>Vaults, stores and reports, the built-in ones too.</summary>
    public ExtensionSet Extensions { get; }

    /// <summary>The class of a task.</summary>
    public string TypeOf(string task) => _descriptors[task].TypeName;

    private static JsonSchema Schema(string text)
    {
        using var document = JsonDocument.Parse(text);
        return JsonSchema.Parse(document.RootElement);
    }
}
