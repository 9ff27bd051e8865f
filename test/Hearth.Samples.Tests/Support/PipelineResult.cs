using RepoHealth;

namespace Hearth.Samples.Tests.Support;

/// <summary>What the tasks of the sample gave.</summary>
internal sealed record PipelineResult(FoundPackages Found, IReadOnlyList<Inspection> Inspections, ReportDocument Report, string Html, IReadOnlyList<string> Log)
{
    public ReportPackage this[string path] => Report.Packages.Single(package => package.Path == path);
}
