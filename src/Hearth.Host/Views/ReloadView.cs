using System.Collections.Immutable;
using Hearth.Workflows.Problems;

namespace Hearth.Host.Views;

/// <summary>What became of <c>hearth reload</c>.</summary>
/// <param name="Reloaded">Whether all was taken up; otherwise all stays as it was.</param>
/// <param name="Problems">What is wrong; warnings too.</param>
public sealed record ReloadView(bool Reloaded, ImmutableArray<Problem> Problems);
