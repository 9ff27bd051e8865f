using Hearth.Coherence.Graph;
using Hearth.Host.Runs;
using Hearth.Host.Workspaces;
using Hearth.Modules;

namespace Hearth.Host.Definitions;

/// <summary>The workspace's code as it is now: each answer is checked against the files. Safe for use from several threads.</summary>
/// <param name="workspace">The workspace.</param>
/// <param name="time">The clock.</param>
/// <param name="graph">Where all that is derived from the code is kept.</param>
/// <param name="changed">Told of each program that is another than the one before; null for nobody.</param>
internal sealed class CodeSource(Workspace workspace, TimeProvider time, CoherenceGraph graph, Action<CompiledProgram>? changed = null) : IAsyncDisposable
{
    private readonly TaskCompiler _compiler = new(graph, time);
    private readonly ContractLayer _contracts = new(graph);
    private readonly CompileRequest _request = new(workspace.TasksDirectory, workspace.Root, workspace.ModulesDirectory, SdkFiles.Shipped);
    private volatile Checked? _last;
    private volatile TaskCode? _held;

    /// <summary>Where all that is derived from the code is kept.</summary>
    public CoherenceGraph Graph => graph;

    /// <summary>The newest code; or what is held.</summary>
    /// <param name="age">How long ago the files may have been looked at; zero to look now.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The files cannot be read, or the compiled code not be written.</exception>
    public ValueTask<TaskCode> CurrentAsync(TimeSpan age, CancellationToken cancellationToken) =>
        _held is { } held ? ValueTask.FromResult(held)
        : age > TimeSpan.Zero && _last is { } last && time.GetElapsedTime(last.At) < age ? ValueTask.FromResult(last.Code)
        : new(LookAsync(cancellationToken));

    /// <summary>From now on this is the current code, whatever becomes of the files.</summary>
    public void Hold(TaskCode code) => _held = code;

    /// <summary>The newest debug information of the code with a load key; null where it is not in the newest program.</summary>
    public string? SymbolsOf(string key) => _last?.Code.SymbolsOf(key);

    /// <summary>The files of a module of the newest program, by its name; none where it has no such module.</summary>
    public IReadOnlyList<string> FilesOf(string module) => _last?.Program.Modules.FirstOrDefault(known => known.Name == module)?.Files ?? [];

    /// <summary>Gets ready for edits.</summary>
    public Task PrestartAsync(CancellationToken cancellationToken) => _compiler.PrestartAsync(_request, cancellationToken);

    /// <summary>Done when nothing of the last compilation is left to do.</summary>
    public Task SettleAsync(CancellationToken cancellationToken) => _compiler.SettleAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _compiler.DisposeAsync();

    /// <summary>The newest code, whatever is held.</summary>
    /// <exception cref="IOException">The files cannot be read, or the compiled code not be written.</exception>
    public async Task<TaskCode> LookAsync(CancellationToken cancellationToken)
    {
        // Before the files are read: what changes after this moment may not have been seen.
        var at = time.GetTimestamp();
        var program = await _compiler.CompileAsync(_request, cancellationToken);
        var last = _last;
        var code = last is not null && last.Program.Key == program.Key && program.Reused && program.Diagnostics.SequenceEqual(last.Program.Diagnostics)
            ? last.Code : await _contracts.CodeOfAsync(program, cancellationToken);
        _last = new Checked(program, code, at);
        if (code != last?.Code)
            changed?.Invoke(program);
        return code;
    }

    private sealed record Checked(CompiledProgram Program, TaskCode Code, long At);
}
