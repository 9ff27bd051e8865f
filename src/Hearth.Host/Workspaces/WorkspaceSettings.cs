using System.Collections.Immutable;
using Hearth.Workflows.Problems;
using Hearth.Workflows.Yaml;

namespace Hearth.Host.Workspaces;

/// <summary>What <c>hearth.yaml</c> says.</summary>
public sealed record WorkspaceSettings
{
    private static readonly ImmutableArray<string> Keys = ["workers", "mode", "reload", "grace", "drain", "heartbeat-timeout", "log-limit", "memory", "environment", "vault", "stores", "results"];

    private const long LeastMemory = 96 * 1024 * 1024;

    /// <summary>The most worker processes at once.</summary>
    public int Workers { get; init; } = Math.Max(2, Environment.ProcessorCount);

    /// <summary>How eagerly changes are looked for; null where the settings do not say.</summary>
    public HostMode? Mode { get; init; }

    /// <summary>When a host in production takes up changes.</summary>
    public HostReload Reload { get; init; }

    /// <summary>How long an attempt may take to end after it was asked to.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the first Ctrl-C waits for what is executing.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a worker may be silent before it counts as dead.</summary>
    public TimeSpan HeartbeatTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The most bytes that one attempt may log.</summary>
    public long LogLimit { get; init; } = 64 * 1024 * 1024;

    /// <summary>The most memory that a worker may use, in bytes; null is without limit.</summary>
    public long? WorkerMemory { get; init; }

    /// <summary>The most bytes of results that are kept for later runs.</summary>
    public long ResultsSize { get; init; } = 1024 * 1024 * 1024;

    /// <summary>Environment variables for workers.</summary>
    public ImmutableDictionary<string, string> WorkerEnvironment { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The vault of a workspace whose settings do not speak of one.</summary>
    public static ExtensionUse UsualVault { get; } = ExtensionUse.Of("environment");

    /// <summary>Where secrets come from.</summary>
    public ExtensionUse Vault { get; init; } = UsualVault;

    /// <summary>Where artifacts go, by the names that workflows use.</summary>
    public ImmutableDictionary<string, ExtensionUse> Stores { get; init; } = ImmutableDictionary<string, ExtensionUse>.Empty;

    /// <summary>Reads the settings; an empty file is all defaults.</summary>
    /// <exception cref="HearthException">The file has problems; all of them are in it.</exception>
    public static WorkspaceSettings Read(Workspace workspace)
    {
        var (settings, problems) = Parse(File.ReadAllText(workspace.SettingsFile));
        return problems.IsEmpty ? settings : throw new HearthException(HostErrorIds.Invalid, $"{Workspace.SettingsName} has problems.") { Problems = problems };
    }

    /// <summary>Reads settings from text.</summary>
    public static (WorkspaceSettings Settings, ImmutableArray<Problem> Problems) Parse(string text)
    {
        // A file of comments only is a good settings file.
        if (text.Split('\n').All(line => line.Trim() is "" or ['#', ..]))
            return (new WorkspaceSettings(), []);
        var document = YamlReader.Read(Workspace.SettingsName, text);
        if (document.Root is null || !document.Problems.IsEmpty)
            return (new WorkspaceSettings(), document.Problems);
        var problems = new ProblemCollector(Workspace.SettingsName);
        if (document.Root is not YamlMapping mapping)
        {
            problems.Add(ProblemIds.WrongType, document.Root.Position, $"{Workspace.SettingsName} must be a mapping of settings");
            return (new WorkspaceSettings(), problems.ToImmutable());
        }

        var reader = new MappingReader(mapping, Keys, "the settings", problems);
        var defaults = new WorkspaceSettings();
        var settings = new WorkspaceSettings
        {
            Workers = reader.Integer("workers", 1, 1024) ?? defaults.Workers,
            Mode = reader.Choice<HostMode>("mode"),
            Reload = reader.Choice<HostReload>("reload") ?? defaults.Reload,
            Grace = reader.Duration("grace", TimeSpan.Zero, TimeSpan.FromHours(1)) ?? defaults.Grace,
            Drain = reader.Duration("drain", TimeSpan.Zero, TimeSpan.FromDays(1)) ?? defaults.Drain,
            HeartbeatTimeout = reader.Duration("heartbeat-timeout", TimeSpan.FromSeconds(2), TimeSpan.FromDays(1)) ?? defaults.HeartbeatTimeout,
            LogLimit = reader.Size("log-limit") ?? defaults.LogLimit,
            WorkerMemory = Memory(reader),
            WorkerEnvironment = Variables(reader),
            Vault = reader.Node("vault") is { } vault ? ExtensionUse.Read(vault, "the vault", problems) ?? defaults.Vault : defaults.Vault,
            Stores = StoresOf(reader),
            ResultsSize = reader.Mapping("results") is { } results
                ? new MappingReader(results, ["size"], "the settings of results", problems).Size("size") ?? defaults.ResultsSize
                : defaults.ResultsSize,
        };
        return (settings, problems.ToImmutable());
    }

    private static long? Memory(MappingReader reader)
    {
        var memory = reader.Size("memory");
        if (memory < LeastMemory)
            reader.Problems.Add(ProblemIds.OutOfRange, reader.PositionOf("memory"), $"'memory' is the limit of a whole worker process, which uses about 50 MiB by itself; {LeastMemory / (1024 * 1024)}MiB is the least");
        return memory;
    }

    private static ImmutableDictionary<string, ExtensionUse> StoresOf(MappingReader reader)
    {
        var stores = ImmutableDictionary.CreateBuilder<string, ExtensionUse>();
        foreach (var entry in reader.Mapping("stores")?.Entries ?? [])
            if (ExtensionUse.Read(entry.Value, $"the store '{entry.Name}'", reader.Problems) is { } use)
                stores[entry.Name] = use;
        return stores.ToImmutable();
    }

    private static ImmutableDictionary<string, string> Variables(MappingReader reader)
    {
        var variables = ImmutableDictionary.CreateBuilder<string, string>();
        foreach (var entry in reader.Mapping("environment")?.Entries ?? [])
        {
            if (entry.Value is YamlScalar { Kind: not YamlScalarKind.Null } scalar)
                variables[entry.Name] = scalar.Value;
            else
                reader.Problems.Add(ProblemIds.WrongType, entry.Value.Position, $"The variable '{entry.Name}' must be a text");
        }

        return variables.ToImmutable();
    }
}
