using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Hearth.Modules.Pins;

/// <summary>One way in which code keeps itself in memory after it was replaced. Without state.</summary>
/// <param name="id">The warning's id.</param>
/// <param name="names">A file without any of these names is not looked at.</param>
/// <param name="message">What happens, and what to do about it.</param>
internal abstract class PinRule(string id, ImmutableArray<string> names, string message)
{
    public ImmutableArray<string> Names { get; } = names;

    public DiagnosticDescriptor Descriptor { get; } = new(id, "Keeps replaced code in memory", message, "Hearth", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    /// <summary>Whether a node does it.</summary>
    public abstract bool Matches(SyntaxNode node, SemanticModel model, CancellationToken cancellationToken);
}
