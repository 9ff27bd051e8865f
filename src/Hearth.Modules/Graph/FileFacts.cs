using System.Collections.Immutable;
using Hearth.Coherence;
using Microsoft.CodeAnalysis;

namespace Hearth.Modules.Graph;

/// <summary>What the text of one file says by itself, before anything is bound. Immutable.</summary>
/// <param name="Path">The file, relative to the workspace.</param>
/// <param name="Text">Of its content.</param>
/// <param name="Tree">Parsed.</param>
/// <param name="Surface">Of all but bodies, initial values and comments: while it stays, the file means the same to others.</param>
/// <param name="Documentation">Of the documentation comments, which descriptions come from.</param>
/// <param name="Declarations">What it adds to the names of the program.</param>
/// <param name="Types">Its types with namespace and arity. Two files with the same one belong together: parts of one type, or a mistake.</param>
/// <param name="DeclaredNames">All names that others may use for something in it: types, members, extension members.</param>
/// <param name="Mentioned">All identifiers in it, and the names that its syntax implies.</param>
/// <param name="GlobalUsings">Its <c>global using</c> directives, which act on every file.</param>
internal sealed record FileFacts(
    string Path,
    Fingerprint Text,
    SyntaxTree Tree,
    Fingerprint Surface,
    Fingerprint Documentation,
    ImmutableArray<Declaration> Declarations,
    ImmutableArray<string> Types,
    ImmutableHashSet<string> DeclaredNames,
    ImmutableHashSet<string> Mentioned,
    ImmutableArray<string> GlobalUsings);
