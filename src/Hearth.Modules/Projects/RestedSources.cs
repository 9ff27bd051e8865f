namespace Hearth.Modules.Projects;

/// <summary>The sources as somebody saw them.</summary>
/// <param name="Sources">All of them.</param>
/// <param name="Restless">That they were still being changed; null where they rested.</param>
internal sealed record RestedSources(SourceSnapshot Sources, SourceDiagnostic? Restless);
