using System.Collections.Immutable;

namespace Hearth.Host.Views;

/// <summary>Runs, newest first.</summary>
public sealed record RunList(ImmutableArray<RunSummary> Runs);
