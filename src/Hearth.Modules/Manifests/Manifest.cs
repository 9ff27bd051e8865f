using System.Collections.Immutable;
using Hearth.Coherence;

namespace Hearth.Modules.Manifests;

/// <summary>What is known of a compiled module, beside it on disk. Everything but what depends on the machine: paths are made when it is read.</summary>
/// <param name="LoadKey">Of what is executed.</param>
/// <param name="Image">Of the assembly file, which is named by it.</param>
/// <param name="Tasks">The tasks in it.</param>
/// <param name="Warnings">What the compiler said, to be said again when the code is reused.</param>
internal sealed record Manifest(
    Fingerprint LoadKey, Fingerprint Image, ImmutableArray<ExtensionDescriptor> Tasks, ImmutableArray<SourceDiagnostic> Warnings);
