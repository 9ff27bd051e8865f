namespace Hearth.Modules.Graph;

/// <summary>Something that a file adds to what all files can see by name: a type of a namespace, an extension member, or a namespace.</summary>
/// <param name="Namespace">The namespace that it stands in.</param>
/// <param name="Name">By which it is found.</param>
/// <param name="Header">All that decides which use of the name means it: kind, arity, bases, parameters. No bodies, no comments.</param>
internal readonly record struct Declaration(string Namespace, string Name, string Header);
