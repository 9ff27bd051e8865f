using Hearth.Coherence;
using Hearth.Modules.Compilation;
using Hearth.Modules.Projects;

namespace Hearth.Modules.Graph;

/// <summary>A program, and what it was made from.</summary>
/// <param name="Program">What users of the compiler see.</param>
/// <param name="Sources">The sources.</param>
/// <param name="Project">The project.</param>
/// <param name="Inputs">All that went in; null where something of it is missing or cannot be read, and nothing was compiled.</param>
/// <param name="MissesPackages">Whether all that is missing are packages.</param>
internal sealed record ProgramResult(CompiledProgram Program, SourceSnapshot Sources, TaskProject Project, CompileInputs? Inputs, bool MissesPackages = false)
{
    /// <summary>Of what went in, and of what is to be said of it.</summary>
    public Fingerprint Fingerprint
    {
        get
        {
            using var builder = new FingerprintBuilder();
            builder.Add(Program.Key).Add(MissesPackages ? "packages" : "");
            foreach (var diagnostic in Program.Diagnostics)
                builder.Add(diagnostic.ToString());
            return builder.Build();
        }
    }
}
