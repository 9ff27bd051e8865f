using System.Collections.Immutable;

namespace Hearth.Host.Explanations;

/// <summary>Why something was computed or reused, as <c>hearth why --json</c> gives it. Members are only ever added.</summary>
/// <param name="Subject">What was asked about: RUN, RUN/STEP or RUN/STEP/ITEM; or a node.</param>
/// <param name="Verdict">computed, reused, or the status of what has no result; of a node current, changed or unknown.</param>
/// <param name="Because">The chain of causes, the subject itself first.</param>
public sealed record WhyView(string Subject, string Verdict, ImmutableArray<WhyCause> Because)
{
    /// <summary>The steps, where it is about a whole run; the stages, where it is about a step that has them.</summary>
    public ImmutableArray<WhyView> Steps { get; init; } = [];
}
