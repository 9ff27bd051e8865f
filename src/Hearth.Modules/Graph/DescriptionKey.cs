using Hearth.Coherence;

namespace Hearth.Modules.Graph;

/// <summary>All that decides what the extensions of a module say of themselves.</summary>
/// <param name="File">Its first file, for people.</param>
/// <param name="Environment">Of settings and references.</param>
/// <param name="Key">Of its own sources, and of what the sources that it refers to show and say.</param>
internal sealed record DescriptionKey(string File, Fingerprint Environment, Fingerprint Key)
{
    public static DescriptionKey Of(ProgramFacts program, PlannedModule module)
    {
        using var builder = new FingerprintBuilder();
        builder.Add(module.Description);
        foreach (var file in module.Files)
            builder.Add(file.Path);
        return new DescriptionKey(module.Files[0].Path, program.Environment, builder.Build());
    }

    public override string ToString() => $"{File} {Key.Short}";
}
