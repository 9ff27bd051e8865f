using System.Collections.Immutable;
using Hearth.Coherence;
using Hearth.Modules.Projects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Hearth.Modules.Compilation;

/// <summary>Parsed sources of the last compilation: an edit parses one file, not all. Safe for use from several threads.</summary>
internal sealed class SourceCache
{
    private volatile Snapshot _last = new(CSharpParseOptions.Default, ImmutableDictionary<string, Entry>.Empty);

    public ImmutableArray<SyntaxTree> Parse(ImmutableArray<SourceFile> sources, CSharpParseOptions options, CancellationToken cancellationToken)
    {
        var known = _last is { } last && last.Options.Equals(options) ? last.Entries : ImmutableDictionary<string, Entry>.Empty;
        var entries = ImmutableDictionary.CreateBuilder<string, Entry>(StringComparer.Ordinal);
        var trees = ImmutableArray.CreateBuilder<SyntaxTree>(sources.Length);
        foreach (var source in sources)
        {
            var entry = known.TryGetValue(source.Path, out var kept) && kept.Fingerprint == source.Fingerprint
                ? kept
                : new Entry(source.Fingerprint, Parse(source, options, cancellationToken));
            entries[source.Path] = entry;
            trees.Add(entry.Tree);
        }

        _last = new Snapshot(options, entries.ToImmutable());
        return trees.ToImmutable();
    }

    private static SyntaxTree Parse(SourceFile source, CSharpParseOptions options, CancellationToken cancellationToken) =>
        CSharpSyntaxTree.ParseText(
            SourceText.From(source.Content, source.Content.Length, encoding: null, SourceHashAlgorithm.Sha256),
            options, source.Path, cancellationToken);

    private sealed record Entry(Fingerprint Fingerprint, SyntaxTree Tree);

    private sealed record Snapshot(CSharpParseOptions Options, ImmutableDictionary<string, Entry> Entries);
}
