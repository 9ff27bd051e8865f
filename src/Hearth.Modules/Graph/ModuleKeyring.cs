using Hearth.Coherence;

namespace Hearth.Modules.Graph;

/// <summary>Compile keys: a module's sources, the surfaces of what it refers to, and the settings.</summary>
internal static class ModuleKeyring
{
    public static Fingerprint KeyOf(ProgramFacts program, PlannedModule module, Func<string, Fingerprint> surfaceOf)
    {
        using var builder = new FingerprintBuilder();
        builder.Add("module").Add(program.Environment).Add(module.Name);
        foreach (var file in module.Files)
            builder.Add(file.Path).Add(file.Text);
        builder.Add("refers to");
        foreach (var name in module.Dependencies)
            builder.Add(name).Add(surfaceOf(name));
        builder.Add("namespaces");
        foreach (var name in module.Namespaces)
            builder.Add(name);
        return builder.Build();
    }
}
