using System.Collections.Immutable;
using Hearth.Coherence.Graph;
using Hearth.Modules.Frameworks;

namespace Hearth.Modules.Tests;

/// <summary>The assemblies of the framework.</summary>
internal static class FrameworkPaths
{
    public static ImmutableArray<string> All { get; } = Find();

    private static ImmutableArray<string> Find()
    {
        var found = new FrameworkLayer(new CoherenceGraph(TimeProvider.System))[DotnetInstallation.Current()].ReadAsync();
        return found.IsCompletedSuccessfully ? found.Result.Paths() : throw new InvalidOperationException("Looking at folders does not wait.");
    }
}
