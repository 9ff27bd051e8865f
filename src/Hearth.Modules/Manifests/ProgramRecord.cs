using System.Collections.Immutable;

namespace Hearth.Modules.Manifests;

/// <summary>What is kept of a whole program that compiled, so that a new process needs no compiler to have it.</summary>
/// <param name="Modules">A module comes after those that it refers to.</param>
internal sealed record ProgramRecord(ImmutableArray<ProgramModule> Modules);

/// <summary>A module of a program.</summary>
/// <param name="Name">Its assembly.</param>
/// <param name="Files">Its sources.</param>
/// <param name="Extensions">What it holds.</param>
/// <param name="Record">Its compilation.</param>
internal sealed record ProgramModule(string Name, ImmutableArray<string> Files, ImmutableArray<ExtensionDescriptor> Extensions, ModuleRecord Record);
