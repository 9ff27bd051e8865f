namespace Catalogue;

/// <summary>Something that a rule found.</summary>
/// <param name="Rule">The name of the rule.</param>
/// <param name="File">Its path in the repository; null when it is about the whole.</param>
/// <param name="Line">From 1.</param>
public sealed record Finding(string Rule, Severity Severity, string Message, string? File = null, int? Line = null);
