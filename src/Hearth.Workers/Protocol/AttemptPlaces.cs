namespace Hearth.Workers.Protocol;

/// <summary>Folders and files of an attempt, absolute.</summary>
/// <param name="Workspace">The workspace.</param>
/// <param name="Artifacts">What the step leaves behind.</param>
/// <param name="Scratch">Deleted after the attempt.</param>
/// <param name="Log">The log file, made when something is logged.</param>
/// <param name="LogLimit">The most bytes that an attempt may log.</param>
public sealed record AttemptPlaces(string Workspace, string Artifacts, string Scratch, string Log, long LogLimit);
