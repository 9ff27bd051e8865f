namespace Hearth.Modules.Packages;

/// <summary>The packages of a project, or why they are not there.</summary>
internal sealed record PackageResult(PackageAssets? Assets, SourceDiagnostic? Problem);
