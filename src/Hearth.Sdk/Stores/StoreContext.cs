namespace Hearth;

/// <summary>What a store knows of its surroundings during a call.</summary>
public sealed class StoreContext : ExtensionContext;
