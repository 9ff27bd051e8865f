using Hearth.Workers.Pool;

namespace Hearth.Workers.Tests;

/// <summary>What the tasks of the tests return.</summary>
internal static class ResultExtensions
{
    public static string Text(this AttemptResult result)
    {
        Assert.True(result.Ending == AttemptEnding.Returned, $"{result.Ending}: {result.Error}");
        return result.Output!.Value.GetProperty("text").GetString()!;
    }

    public static int Number(this AttemptResult result)
    {
        Assert.True(result.Ending == AttemptEnding.Returned, $"{result.Ending}: {result.Error}");
        return result.Output!.Value.GetProperty("number").GetInt32();
    }
}
