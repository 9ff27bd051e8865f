using System.Collections.Immutable;

namespace Hearth.Host.Views;

/// <summary>Something changed, or may have.</summary>
/// <param name="At">When it was noticed.</param>
/// <param name="Cause">What happened.</param>
/// <param name="Count">How many nodes it made doubtful.</param>
/// <param name="Nodes">The first of them, the input first.</param>
public sealed record CacheLogEntryView(DateTimeOffset At, string Cause, int Count, ImmutableArray<string> Nodes);
