namespace Hearth;

/// <summary>What a vault knows of its surroundings during a call.</summary>
public sealed class VaultContext : ExtensionContext;
