using System.Collections.Immutable;
using Hearth.Modules.Compilation;
using Hearth.Modules.Graph;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Hearth.Modules.Pins;

/// <summary>
/// Warns of code that stays in memory when it is replaced. Files are chosen by the names in them, and only what looks suspicious is bound: most files cost a few look-ups.
/// </summary>
internal static class PinWarnings
{
    private static readonly ImmutableArray<PinRule> Rules =
        [new EventPin(), new ThreadPin(), new TimerPin(), new HandlePin(), new DynamicPin(), new DescriptorPin(), new InstrumentPin()];

    /// <param name="whole">All files of the program; its options say what is suppressed.</param>
    /// <param name="files">Where to look.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static ImmutableArray<SourceDiagnostic> Find(CSharpCompilation whole, ImmutableArray<FileFacts> files, CancellationToken cancellationToken)
    {
        var found = new List<Diagnostic>();
        foreach (var file in files)
        {
            PinRule[] rules = [.. Rules.Where(rule => rule.Names.Any(file.Mentioned.Contains))];
            if (rules.Length == 0)
                continue;
            var model = whole.GetSemanticModel(file.Tree);
            foreach (var node in file.Tree.GetRoot(cancellationToken).DescendantNodes())
                foreach (var rule in rules)
                    if (rule.Matches(node, model, cancellationToken))
                        found.Add(Diagnostic.Create(rule.Descriptor, node.GetLocation()));
        }

        return found.Count == 0 ? [] : SourceDiagnostics.From(CompilationWithAnalyzers.GetEffectiveDiagnostics(found, whole), "");
    }
}
