using System.Collections.Immutable;
using Hearth.Coherence;
using Hearth.Coherence.Graph;
using Hearth.Host.Runs;
using Hearth.Host.Workspaces;
using Hearth.Store;
using Hearth.Workflows.Definitions;
using Hearth.Workflows.Expressions;

namespace Hearth.Host.Results;

/// <summary>Finds out what a result depends on. Safe for use from several threads.</summary>
internal sealed class ResultIdentities(CoherenceGraph graph, ContentStore content, Workspace workspace, WorkspaceSettings settings)
{
    /// <summary>Part of each key: another number makes all that was kept unknown.</summary>
    private const string Version = "result 2";

    private readonly DeclaredFileLayer _files = new(graph, workspace.Root);
    private readonly InputIdentities _inputs = new(graph, content);

    /// <summary>What an execution would depend on. For several at one moment the caller tells the graph once to look again.</summary>
    /// <exception cref="EvaluationException">An expression of the input or of <c>files</c> has no value.</exception>
    /// <exception cref="IOException">A declared folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A declared folder may not be read.</exception>
    /// <exception cref="StoreException">What a step returned is not there.</exception>
    public async ValueTask<ResultIdentity> OfAsync(CacheDefinition cache, TaskVersion version, StepDefinition step, IEvaluationScope scope, CancellationToken cancellationToken) =>
        await OfAsync(cache, version, await _inputs.OfAsync(step.With, scope, cancellationToken), scope, cancellationToken);

    /// <summary>What an execution with this input depends on. For several at one moment the caller tells the graph once to look again.</summary>
    /// <exception cref="EvaluationException">An expression of <c>files</c> has no value.</exception>
    /// <exception cref="IOException">A declared folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A declared folder may not be read.</exception>
    public async ValueTask<ResultIdentity> OfAsync(CacheDefinition cache, TaskVersion version, Fingerprint input, IEvaluationScope scope, CancellationToken cancellationToken)
    {
        var paths = new DeclaredPaths(cache.EvaluateFiles(scope), cache.EvaluateFolders(scope), cache.Exclude);
        var files = await _files.ReadAsync(paths, cancellationToken);
        var variables = cache.Environment.ToImmutableSortedDictionary(name => name, FingerprintOf, StringComparer.Ordinal);
        using var key = new FingerprintBuilder();
        // With the workspace's place: outputs may name files by absolute path, and in a copy those of the original are not its own.
        key.Add(Version).Add(workspace.Root).Add(version.Key).Add(version.Contract.TypeName).Add(input).Add(files.Fingerprint);
        foreach (var (name, fingerprint) in variables)
            key.Add(name).Add(fingerprint);
        return new ResultIdentity(key.Build(), version.Key, input.ToString(), paths, files, variables);
    }

    /// <summary>The files of an identity as they are now.</summary>
    /// <exception cref="IOException">A declared folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A declared folder may not be read.</exception>
    public ValueTask<DeclaredFiles> FilesOfAsync(ResultIdentity identity, CancellationToken cancellationToken) => _files.ReadAsync(identity.Paths, cancellationToken);

    /// <summary>As a worker sees it: what the settings give wins over what the host has.</summary>
    private Fingerprint FingerprintOf(string variable) =>
        (settings.WorkerEnvironment.GetValueOrDefault(variable) ?? Environment.GetEnvironmentVariable(variable)) is { } value ? Fingerprint.Of($"={value}") : Fingerprint.Of("no such variable");
}
