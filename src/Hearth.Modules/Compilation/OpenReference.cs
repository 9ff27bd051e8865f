using Microsoft.CodeAnalysis;

namespace Hearth.Modules.Compilation;

/// <summary>Opens an assembly that is installed whole.</summary>
internal delegate MetadataReference OpenReference(string path);
