namespace Hearth.Modules.Catalogs;

/// <summary>A file whose extensions could not be found, because something is wrong with it.</summary>
/// <param name="Path">The file.</param>
/// <param name="State">What that makes of the extensions that it had.</param>
/// <param name="Error">What is wrong.</param>
public sealed record CatalogFault(string Path, CatalogState State, string Error);
