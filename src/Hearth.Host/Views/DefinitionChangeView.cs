using Hearth.Workflows.Following;

namespace Hearth.Host.Views;

/// <summary>A newer definition that a run took up.</summary>
/// <param name="At">When.</param>
/// <param name="Drift">How it differed from the one before.</param>
public sealed record DefinitionChangeView(DateTimeOffset At, DefinitionDrift Drift);
