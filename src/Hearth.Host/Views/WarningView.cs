namespace Hearth.Host.Views;

/// <summary>Something that was found about a run, and changes nothing of its result.</summary>
/// <param name="Id">What, as <c>hearth explain</c> takes it.</param>
/// <param name="Message">For people.</param>
public sealed record WarningView(string Id, string Message);
