namespace Hearth.Workers.Tests.Tasks;

/// <summary>What the tasks take and give.</summary>
public sealed record Words(string Text, int Number = 0);
