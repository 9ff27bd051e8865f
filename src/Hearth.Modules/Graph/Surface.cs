using Microsoft.CodeAnalysis;

namespace Hearth.Modules.Graph;

/// <summary>The compiler's view of what a module shows to others.</summary>
/// <param name="Reference">To compile against.</param>
/// <param name="Bytes">What it takes.</param>
internal sealed record Surface(MetadataReference Reference, long Bytes);
