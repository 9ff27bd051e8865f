namespace Hearth;

/// <summary>What a report knows of its surroundings during a call.</summary>
public sealed class ReportContext : ExtensionContext;
