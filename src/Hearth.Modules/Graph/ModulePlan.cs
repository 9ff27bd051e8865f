using System.Collections.Immutable;
using Hearth.Coherence;
using Hearth.Modules.Compilation;

namespace Hearth.Modules.Graph;

/// <summary>From files and what they refer to, to modules and what they refer to. Pure.</summary>
internal static class ModulePlan
{
    public static ImmutableArray<PlannedModule> Create(ProgramFacts program, ImmutableSortedDictionary<string, FileUses> uses, IReadOnlySet<string> assumed)
    {
        var partners = Partners(program);
        var groups = ModuleGrouping.Group(program.Files.Keys, file => uses[file].Files.Concat(partners[file]));
        var moduleOf = groups.SelectMany(group => group.Select(file => (file, Name: ModuleName.Of(program.Builder.CompileName, group[0])))).ToDictionary(pair => pair.file, pair => pair.Name, StringComparer.Ordinal);
        var planned = new Dictionary<string, PlannedModule>(StringComparer.Ordinal);
        var shown = new Dictionary<string, Fingerprint>(StringComparer.Ordinal);
        foreach (var group in groups)
        {
            var name = moduleOf[group[0]];
            ImmutableArray<FileFacts> files = [.. group.Select(file => program.Files[file])];
            ImmutableArray<string> dependencies = [.. group.SelectMany(file => uses[file].Files).Where(moduleOf.ContainsKey).Select(file => moduleOf[file])
                .Where(other => other != name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
            ImmutableArray<string> namespaces = [.. group.SelectMany(file => uses[file].Namespaces).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
            shown[name] = Describe(files.SelectMany(file => (Fingerprint[])[file.Surface, file.Documentation]), dependencies);
            planned[name] = new PlannedModule(name, files, dependencies, namespaces, Describe(files.Select(file => file.Text), dependencies),
                dependencies.Select(other => planned[other].Level + 1).DefaultIfEmpty(0).Max(), group.Any(assumed.Contains));
        }

        return [.. groups.Select(group => planned[moduleOf[group[0]]])];

        Fingerprint Describe(IEnumerable<Fingerprint> own, ImmutableArray<string> dependencies)
        {
            using var builder = new FingerprintBuilder();
            foreach (var part in own.Concat(dependencies.Select(other => shown[other])))
                builder.Add(part);
            return builder.Build();
        }
    }

    /// <summary>Files that declare the same type: its parts, or a mistake that the compiler must see.</summary>
    private static ILookup<string, string> Partners(ProgramFacts program) => program.Files.Values
        .SelectMany(file => file.Types.Select(type => (type, file.Path))).GroupBy(pair => pair.type, pair => pair.Path, StringComparer.Ordinal)
        .Where(group => group.Count() > 1).SelectMany(group => group.SelectMany(file => group.Where(other => other != file).Select(other => (file, other))))
        .Distinct().ToLookup(pair => pair.file, pair => pair.other, StringComparer.Ordinal);
}
