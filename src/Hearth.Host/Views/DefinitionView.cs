using System.Collections.Immutable;

namespace Hearth.Host.Views;

/// <summary>What a run did with newer definitions of its workflow.</summary>
/// <param name="Policy"><c>pin</c> or <c>follow</c>: by the definition that it has.</param>
/// <param name="Changes">Those that it took up, in order.</param>
public sealed record DefinitionView(string Policy, ImmutableArray<DefinitionChangeView> Changes);
