using Microsoft.Diagnostics.Runtime;

namespace Hearth.Inspector;

/// <summary>Where a path begins.</summary>
/// <param name="Object">The object that is held.</param>
/// <param name="Kind">By what.</param>
/// <param name="Holder">Its name: of a static field, of a thread.</param>
internal sealed record HeapRoot(ClrObject Object, RootKind Kind, string Holder);
