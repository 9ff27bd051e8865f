namespace Hearth.Modules.Packages;

/// <summary>The packages of a project.</summary>
/// <param name="Assets">What they bring; null where they have to be restored.</param>
internal sealed record PackageResult(PackageAssets? Assets);
