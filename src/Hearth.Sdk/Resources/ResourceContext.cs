namespace Hearth;

/// <summary>What a resource knows of its surroundings while it loads. Cancellation is asked for when the worker ends: attempts that wait for it come and go.</summary>
public sealed class ResourceContext : ExtensionContext;
