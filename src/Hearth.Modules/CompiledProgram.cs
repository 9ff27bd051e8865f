using System.Collections.Immutable;
using Hearth.Coherence;

namespace Hearth.Modules;

/// <summary>All code of a workspace at one moment, as far as it compiles. Immutable.</summary>
public sealed class CompiledProgram
{
    private readonly Dictionary<string, CompiledModule> _byName;
    private readonly Dictionary<string, CompiledModule> _byFile = new(StringComparer.Ordinal);
    private CompiledProgram? _reused;

    internal CompiledProgram(Fingerprint key, ImmutableArray<CompiledModule> modules, ImmutableArray<BrokenModule> broken,
        ImmutableArray<SourceDiagnostic> diagnostics, ImmutableArray<ImmutableArray<string>> compiled, bool reused)
    {
        Key = key;
        Modules = modules;
        Broken = broken;
        Diagnostics = diagnostics;
        Compiled = compiled;
        Reused = reused;
        _byName = modules.ToDictionary(module => module.Name, StringComparer.Ordinal);
        foreach (var module in modules)
            foreach (var file in module.Files)
                _byFile[file] = module;
        Extensions = [.. modules.SelectMany(module => module.Extensions).Concat(broken.SelectMany(module => module.Extensions))
            .OrderBy(extension => extension.Kind).ThenBy(extension => extension.Name, StringComparer.Ordinal)];
    }

    /// <summary>Of everything that went in. A comment moves it.</summary>
    public Fingerprint Key { get; }

    /// <summary>What can be loaded; a module comes after those that it refers to.</summary>
    public ImmutableArray<CompiledModule> Modules { get; }

    /// <summary>What does not compile, or refers to something that does not.</summary>
    public ImmutableArray<BrokenModule> Broken { get; }

    /// <summary>All extensions, also those of broken modules, by kind and name.</summary>
    public ImmutableArray<ExtensionDescriptor> Extensions { get; }

    /// <summary>Errors and warnings, by file, line and column.</summary>
    public ImmutableArray<SourceDiagnostic> Diagnostics { get; }

    /// <summary>The modules, as their files, that the compiler worked on to get here; all others were compiled before.</summary>
    public ImmutableArray<ImmutableArray<string>> Compiled { get; }

    /// <summary>Whether nothing had to be compiled.</summary>
    public bool Reused { get; }

    /// <summary>Whether everything compiles.</summary>
    public bool Succeeded => Broken.IsEmpty && Diagnostics.All(diagnostic => diagnostic.Severity != SourceSeverity.Error);

    /// <summary>The module of an extension; null where that is broken.</summary>
    public CompiledModule? ModuleOf(ExtensionDescriptor extension) => _byFile.GetValueOrDefault(extension.File);

    /// <summary>A module and all that it refers to, directly or not; what is referred to comes first.</summary>
    public ImmutableArray<CompiledModule> Closure(CompiledModule module)
    {
        var found = ImmutableArray.CreateBuilder<CompiledModule>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        Visit(module);
        return found.ToImmutable();

        void Visit(CompiledModule next)
        {
            if (!seen.Add(next.Name))
                return;
            foreach (var reference in next.References.Keys)
                Visit(_byName[reference]);
            found.Add(next);
        }
    }

    /// <summary>Why an extension cannot be used: the errors of its module and of those that it needs, or of the whole project. Empty where it can.</summary>
    public ImmutableArray<SourceDiagnostic> ErrorsOf(ExtensionDescriptor extension) =>
        Broken.FirstOrDefault(module => module.Extensions.Contains(extension)) is { } broken ? broken.Errors
        : ModuleOf(extension) is null ? [.. Diagnostics.Where(diagnostic => diagnostic.Severity == SourceSeverity.Error)]
        : [];

    /// <summary>That the sources were still being changed when they were read; null where they rested.</summary>
    public SourceDiagnostic? Restless => Diagnostics.FirstOrDefault(diagnostic => diagnostic.Id == Problems.RestlessSources);

    /// <summary>The same program, got without compiling.</summary>
    internal CompiledProgram AsReused() => Reused ? this : _reused ??= new CompiledProgram(Key, Modules, Broken, Diagnostics, [], reused: true);

    /// <summary>Nothing, and why.</summary>
    internal static CompiledProgram Of(ImmutableArray<SourceDiagnostic> diagnostics) => new(default, [], [], diagnostics, [], reused: false);

    /// <summary>The same with more to say.</summary>
    internal CompiledProgram With(IEnumerable<SourceDiagnostic> more) => new(Key, Modules, Broken, [.. more, .. Diagnostics], Compiled, Reused);
}
