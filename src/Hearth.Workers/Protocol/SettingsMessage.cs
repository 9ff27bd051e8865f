namespace Hearth.Workers.Protocol;

/// <summary>Host to worker: how it is to look after replaced code.</summary>
/// <param name="VerifyAfter">How many replaced contexts make it look whether they have gone.</param>
/// <param name="IdleSeconds">How long nothing happens before it looks anyway.</param>
/// <param name="MostContexts">The most old contexts that it may hold: near it, it looks before it says that an attempt has ended.</param>
/// <param name="MostBytes">The most memory that they may cost: likewise.</param>
public sealed record SettingsMessage(int VerifyAfter = 20, double IdleSeconds = 0.5, int MostContexts = 50, long MostBytes = 200 * 1024 * 1024);
