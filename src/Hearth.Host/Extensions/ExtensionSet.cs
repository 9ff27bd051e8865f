using System.Collections.Immutable;
using Hearth.Host.Runs;
using Hearth.Modules;
using Hearth.Modules.Discovery;

namespace Hearth.Host.Extensions;

/// <summary>All extensions of a program but its tasks: the workspace's own and the built-in ones. Immutable.</summary>
internal sealed class ExtensionSet
{
    private readonly ImmutableDictionary<(ExtensionKind, string), ExtensionEntry> _entries;
    private readonly ImmutableDictionary<(ExtensionKind, string), ImmutableArray<SourceDiagnostic>> _broken;

    private ExtensionSet(IEnumerable<ExtensionDescriptor> own, Func<ExtensionDescriptor, ExtensionEntry?> entryOf, Func<ExtensionDescriptor, ImmutableArray<SourceDiagnostic>> errorsOf)
    {
        var builtIn = BuiltInExtensions.Current;
        var entries = ImmutableDictionary.CreateBuilder<(ExtensionKind, string), ExtensionEntry>();
        var broken = ImmutableDictionary.CreateBuilder<(ExtensionKind, string), ImmutableArray<SourceDiagnostic>>();
        foreach (var group in own.Where(extension => extension.Kind != ExtensionKind.Task).Concat(builtIn.Extensions).GroupBy(extension => (extension.Kind, extension.Name.ToLowerInvariant())))
        {
            ImmutableArray<ExtensionDescriptor> claiming = [.. group];
            // Of two that claim a name none can be had.
            foreach (var extension in claiming)
                if (claiming.Length > 1)
                    broken[(extension.Kind, extension.Name)] = [.. ExtensionNames.Duplicates(claiming)];
                else if ((builtIn.Extensions.Contains(extension) ? new ExtensionEntry(extension, [builtIn.Module]) : entryOf(extension)) is { } entry)
                    entries[(extension.Kind, extension.Name)] = entry;
                else
                    broken[(extension.Kind, extension.Name)] = errorsOf(extension);
        }

        (_entries, _broken) = (entries.ToImmutable(), broken.ToImmutable());
    }

    /// <summary>Only those that come with Hearth.</summary>
    public static ExtensionSet BuiltIn { get; } = Of([], _ => null);

    /// <summary>With those of compiled code.</summary>
    public static ExtensionSet Of(CompiledProgram program) => new(program.Extensions,
        extension => program.ModuleOf(extension) is { } module ? new ExtensionEntry(extension, [.. program.Closure(module).Select(TaskCode.MessageOf)]) : null, program.ErrorsOf);

    /// <summary>With some others.</summary>
    public static ExtensionSet Of(IReadOnlyCollection<ExtensionDescriptor> extensions, Func<ExtensionDescriptor, ExtensionEntry?> entryOf) => new(extensions, entryOf, _ => []);

    /// <summary>Those that claim the name of a built-in one, and that.</summary>
    public static IEnumerable<SourceDiagnostic> Clashes(IEnumerable<ExtensionDescriptor> extensions)
    {
        var builtIn = BuiltInExtensions.Current.Extensions;
        return ExtensionNames.Duplicates(extensions.Where(extension => builtIn.Any(other => other.Kind == extension.Kind && other.Name.Equals(extension.Name, StringComparison.OrdinalIgnoreCase)))
            .Concat(builtIn));
    }

    /// <summary>The extension with this name; null when there is none, or it does not compile.</summary>
    public ExtensionEntry? Find(ExtensionKind kind, string name) => _entries.GetValueOrDefault((kind, name));

    /// <summary>Why an extension that is there cannot be used; empty for one that can, or is not there.</summary>
    public ImmutableArray<SourceDiagnostic> ErrorsOf(ExtensionKind kind, string name) => _broken.GetValueOrDefault((kind, name), []);

    /// <summary>The names of a kind, also those of what does not compile.</summary>
    public IReadOnlyList<string> Names(ExtensionKind kind) =>
        [.. _entries.Keys.Concat(_broken.Keys).Where(key => key.Item1 == kind).Select(key => key.Item2).Order(StringComparer.Ordinal)];
}
