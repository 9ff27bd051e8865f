namespace Hearth;

/// <summary>
/// What an extension that is no task knows of its surroundings. A plain object, so that tests make their own. Not valid after the call that it was given to.
/// </summary>
public abstract class ExtensionContext
{
    /// <summary>The workspace's folder, absolute: relative paths of a configuration start here.</summary>
    public required string Workspace { get; init; }

    /// <summary>The log of the attempt or call that needs the extension. Never write a secret to it.</summary>
    public required TaskLog Log { get; init; }

    /// <summary>The clock to use, so that tests can own the time.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Asked for when whoever called does not need the answer any more.</summary>
    public CancellationToken CancellationToken { get; init; }
}
