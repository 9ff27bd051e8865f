using System.Collections.Immutable;

namespace Hearth.Modules.Discovery;

/// <summary>What makes a class an extension of a kind.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Interface">The interface that it implements, as metadata names it.</param>
/// <param name="Suffix">What the name of the class may end with.</param>
internal sealed record ExtensionContract(ExtensionKind Kind, string Interface, string Suffix)
{
    /// <summary>All kinds, in their order.</summary>
    public static ImmutableArray<ExtensionContract> All { get; } =
    [
        new(ExtensionKind.Task, "Hearth.ITask`2", "Task"),
        new(ExtensionKind.Resource, "Hearth.IResource`1", "Resource"),
        new(ExtensionKind.Vault, "Hearth.IVault", "Vault"),
        new(ExtensionKind.Store, "Hearth.IStore", "Store"),
        new(ExtensionKind.Report, "Hearth.IReport", "Report"),
    ];

    /// <summary>The kind, for people.</summary>
    public string Word { get; } = Kind.ToString().ToLowerInvariant();

    public static ExtensionContract Of(ExtensionKind kind) => All[(int)kind];

    /// <summary>The interface as C# writes it: <c>ITask&lt;,&gt;</c>.</summary>
    public string InCode => Interface["Hearth.".Length..] switch
    {
        [.. var name, '`', '2'] => $"{name}<,>",
        [.. var name, '`', '1'] => $"{name}<>",
        var name => name,
    };
}
