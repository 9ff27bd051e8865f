using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Hearth.Modules.Compilation;

/// <summary>Turns the compiler's diagnostics into ours.</summary>
internal static class SourceDiagnostics
{
    public static ImmutableArray<SourceDiagnostic> From(IEnumerable<Diagnostic> diagnostics, string folder) => Ordered(diagnostics
        .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && !diagnostic.IsSuppressed)
        .Select(diagnostic => From(diagnostic, folder)));

    public static ImmutableArray<SourceDiagnostic> Ordered(IEnumerable<SourceDiagnostic> diagnostics) =>
    [
        .. diagnostics.Distinct().OrderBy(diagnostic => diagnostic.File, StringComparer.Ordinal)
            .ThenBy(diagnostic => diagnostic.Line).ThenBy(diagnostic => diagnostic.Column).ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal),
    ];

    /// <summary>A finding of our own at a place in the sources.</summary>
    public static SourceDiagnostic At(Location location, string id, SourceSeverity severity, string message)
    {
        var span = location.GetMappedLineSpan();
        return new SourceDiagnostic(id, severity, span.Path, span.StartLinePosition.Line + 1, span.StartLinePosition.Character + 1, message);
    }

    private static SourceDiagnostic From(Diagnostic diagnostic, string folder)
    {
        var severity = diagnostic.Severity == DiagnosticSeverity.Error ? SourceSeverity.Error : SourceSeverity.Warning;
        var message = diagnostic.GetMessage(CultureInfo.InvariantCulture);
        return diagnostic.Location.IsInSource
            ? At(diagnostic.Location, diagnostic.Id, severity, message)
            : new SourceDiagnostic(diagnostic.Id, severity, folder, 1, 1, message);
    }
}
