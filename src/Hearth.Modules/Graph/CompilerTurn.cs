using System.Runtime.CompilerServices;
using Hearth.Coherence;
using Hearth.Coherence.Graph;
using Hearth.Modules.Compilation;
using Hearth.Modules.Manifests;

namespace Hearth.Modules.Graph;

/// <summary>The compiler, loaded when it is first needed, and used by one at a time. Safe for use from several threads.</summary>
internal sealed class CompilerTurn(CompilerLayers layers) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    // Of type object, so that making this does not load the compiler.
    private object? _compiler;

    private volatile CompileInputs? _newest;

    /// <summary>Whether it was loaded.</summary>
    public bool IsLoaded => _compiler is not null;

    /// <summary>Says what is there now, whether it has to be compiled or not.</summary>
    public void Note(CompileInputs inputs) => _newest = inputs;

    /// <summary>Compiles what changed.</summary>
    /// <param name="inputs">What is there now.</param>
    /// <param name="settings">Of its settings and references.</param>
    /// <param name="key">Of all of it.</param>
    /// <param name="folder">Where compiled modules are kept.</param>
    /// <param name="reading">The computation that it is for.</param>
    public Task<CompiledProgram> CompileAsync(CompileInputs inputs, Fingerprint settings, Fingerprint key, ModuleFolder folder, Reading reading) =>
        TakeAsync(() => CompileFreshAsync(inputs, settings, key, folder, reading, reading.CancellationToken), reading.CancellationToken);

    /// <summary>Does what an edit would have done, and forgets it; not where something else is there by now: to go back would cost an edit its compilation.</summary>
    /// <param name="inputs">What is there.</param>
    /// <param name="folder">Where compiled modules are kept.</param>
    /// <param name="round">What is edited, and how.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task RehearseAsync(CompileInputs inputs, ModuleFolder folder, int round, CancellationToken cancellationToken) =>
        TakeAsync(() => _newest == inputs ? RehearseFreshAsync(inputs, folder, round, cancellationToken) : Task.FromResult(false), cancellationToken);

    /// <summary>Done when nothing of the last compilation is left to do.</summary>
    public Task SettleAsync(CancellationToken cancellationToken) => IsLoaded ? TakeAsync(() => SettleFreshAsync(cancellationToken), cancellationToken) : Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task<T> TakeAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(work, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Task<CompiledProgram> CompileFreshAsync(CompileInputs inputs, Fingerprint settings, Fingerprint key, ModuleFolder folder, Reading? reading, CancellationToken cancellationToken) =>
        Compiler().CompileAsync(inputs, settings, key, folder, reading, cancellationToken);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<bool> RehearseFreshAsync(CompileInputs inputs, ModuleFolder folder, int round, CancellationToken cancellationToken)
    {
        var settings = ModuleKeys.Environment(inputs);
        // What was read from records is taken over by the compiler: nothing is compiled again.
        await CompileFreshAsync(inputs, settings, ModuleKeys.Program(settings, inputs.Sources, inputs.Plugins), folder, null, cancellationToken);
        await Compiler().RehearseAsync(inputs, folder, round, cancellationToken);
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<bool> SettleFreshAsync(CancellationToken cancellationToken)
    {
        await Compiler().SettleAsync(cancellationToken);
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private IncrementalCompiler Compiler() => (IncrementalCompiler)(_compiler ??= new IncrementalCompiler(layers));
}
