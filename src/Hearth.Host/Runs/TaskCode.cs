using System.Collections.Immutable;
using Hearth.Host.Extensions;
using Hearth.Modules;
using Hearth.Workers.Protocol;
using Hearth.Workflows.Schemas;

namespace Hearth.Host.Runs;

/// <summary>The code of a workspace at one moment, with the contracts of its tasks. Immutable.</summary>
internal sealed class TaskCode
{
    private readonly CompiledProgram? _program;
    private readonly Lazy<ExtensionSet> _extensions;
    private readonly Dictionary<string, ExtensionDescriptor> _descriptors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TaskContract> _contracts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TaskVersion> _versions = new(StringComparer.Ordinal);

    /// <param name="program">The compiled code.</param>
    /// <param name="tasks">Its tasks.</param>
    public TaskCode(CompiledProgram program, IEnumerable<DescribedTask> tasks)
    {
        _program = program;
        _extensions = new Lazy<ExtensionSet>(() => ExtensionSet.Of(program));
        var messages = program.Modules.ToDictionary(module => module.Name, MessageOf, StringComparer.Ordinal);
        foreach (var (task, contract) in tasks)
        {
            // Of two with one name neither can be used; both are among the errors.
            if (!_descriptors.TryAdd(task.Name, task))
                continue;
            _contracts.Add(task.Name, contract);
            if (program.ModuleOf(task) is { } module)
                _versions.Add(task.Name, new TaskVersion(task, contract, [.. program.Closure(module).Select(needed => messages[needed.Name])]));
        }
    }

    /// <summary>What a run kept.</summary>
    public TaskCode(IEnumerable<TaskVersion> versions)
    {
        _extensions = new Lazy<ExtensionSet>(() => ExtensionSet.BuiltIn);
        foreach (var version in versions)
        {
            _contracts[version.Contract.Name] = version.Contract;
            _versions[version.Contract.Name] = version;
        }
    }

    /// <summary>No code: for a run that is only to be ended.</summary>
    public static TaskCode None { get; } = new([]);

    /// <summary>The tasks, by name; also those that do not compile.</summary>
    public IReadOnlyDictionary<string, TaskContract> Contracts => _contracts;

    /// <summary>Vaults, stores and reports, the built-in ones too.</summary>
    public ExtensionSet Extensions => _extensions.Value;

    /// <summary>What it was made of; null for what a run kept.</summary>
    public CompiledProgram? Program => _program;

    /// <summary>All that the compiler said.</summary>
    public IEnumerable<SourceDiagnostic> Diagnostics => _program?.Diagnostics ?? [];

    /// <summary>All errors.</summary>
    public IEnumerable<SourceDiagnostic> Errors => Diagnostics.Where(diagnostic => diagnostic.Severity == SourceSeverity.Error);

    /// <summary>A task that can be executed; null where there is none, or it does not compile.</summary>
    public TaskVersion? Find(string task) => _versions.GetValueOrDefault(task);

    /// <summary>Why a task cannot be executed: its errors and those of what it needs; all errors where nothing more is known of it.</summary>
    public ImmutableArray<SourceDiagnostic> ErrorsOf(string task) =>
        _program is not null && _descriptors.TryGetValue(task, out var descriptor) ? _program.ErrorsOf(descriptor) : [.. Errors];

    /// <summary>The newest debug information of the code with a load key; null where it is not of this program.</summary>
    public string? SymbolsOf(string key) => _program?.Modules.FirstOrDefault(module => module.LoadKey.ToString() == key)?.SymbolsPath;

    /// <summary>What a worker needs to load a module, beside those that it refers to.</summary>
    public static ModuleMessage MessageOf(CompiledModule module) => new(module.LoadKey.ToString(), module.Name, module.AssemblyPath,
        module.References.ToDictionary(reference => reference.Key, reference => reference.Value.ToString(), StringComparer.Ordinal), module.DependencyPaths);
}
