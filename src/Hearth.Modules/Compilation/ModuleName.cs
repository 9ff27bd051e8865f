using Hearth.Coherence;

namespace Hearth.Modules.Compilation;

/// <summary>The names of modules' assemblies: the project's, and a number of a module's first file. All of one project are of the same length.</summary>
internal static class ModuleName
{
    private const int Digits = 16;

    /// <summary>What all modules of a project are compiled under.</summary>
    public static string CompileName(string assemblyName) =>
        new([.. assemblyName.Select(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' ? character : '_')]);

    public static string Of(string compileName, string firstFile) => $"{compileName}.{Fingerprint.Of(firstFile).ToString()[..Digits]}";

    public static int Length(string compileName) => compileName.Length + 1 + Digits;
}
