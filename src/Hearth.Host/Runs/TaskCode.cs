using System.Text.Json;
using Hearth.Modules;
using Hearth.Workers.Protocol;
using Hearth.Workflows.Schemas;

namespace Hearth.Host.Runs;

/// <summary>Compiled code with the contracts of its tasks.</summary>
internal sealed class TaskCode
{
    /// <summary>The same for every version: a worker replaces code by name.</summary>
    private const string Name = "Tasks";
    private readonly Dictionary<string, ExtensionDescriptor> _descriptors;

    public TaskCode(CompiledCode code)
    {
        Key = code.LoadKey.ToString();
<<<<<<< HEAD
        Modules = [new ModuleMessage(Key, Name, code.AssemblyPath, new Dictionary<string, string>(), code.DependencyPaths)];
        _descriptors = code.Tasks.ToDictionary(task => task.Name);
        Contracts = code.Tasks.ToDictionary(task => task.Name, task => new TaskContract(task.Name, task.TypeName, task.File, task.Line,
=======
        Message = new CodeMessage(Key, code.AssemblyPath, code.DependencyPaths);
        var tasks = code.Tasks.Where(extension => extension.Kind == ExtensionKind.Task).ToList();
        _descriptors = tasks.ToDictionary(task => task.Name);
        Contracts = tasks.ToDictionary(task => task.Name, task => new TaskContract(task.Name, task.TypeName, task.File, task.Line,
>>>>>>> 13f11a2
            Schema(task.InputSchema), Schema(task.OutputSchema), task.Description));
    }

    private TaskCode()
    {
        Key = "";
        Modules = [];
        _descriptors = [];
        Contracts = new Dictionary<string, TaskContract>();
    }

    /// <summary>No code: for a run that is only to be ended.</summary>
    public static TaskCode None { get; } = new();

    /// <summary>The load key: what attempts record.</summary>
    public string Key { get; }

    /// <summary>What a worker needs to load it: each module after those that it refers to.</summary>
    public IReadOnlyList<ModuleMessage> Modules { get; }

    /// <summary>The tasks, by name.</summary>
    public IReadOnlyDictionary<string, TaskContract> Contracts { get; }

    /// <summary>The class of a task.</summary>
    public string TypeOf(string task) => _descriptors[task].TypeName;

    /// <summary>The PDB of a module; null while the assemblies carry their debug information themselves.</summary>
    public string? SymbolsOf(string key) => null;

    private static JsonSchema Schema(string text)
    {
        using var document = JsonDocument.Parse(text);
        return JsonSchema.Parse(document.RootElement);
    }
}
