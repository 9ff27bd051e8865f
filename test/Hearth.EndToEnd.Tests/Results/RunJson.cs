using System.Text.Json;

namespace Hearth.EndToEnd.Tests.Results;

/// <summary>Reads what a run computed and reused out of its JSON.</summary>
internal static class RunJson
{
    public static string Id(this JsonElement run) => run.GetProperty("run").GetString()!;

    public static JsonElement Step(this JsonElement run, string name) => run.GetProperty("steps").EnumerateArray().Single(step => step.GetProperty("name").GetString() == name);

    public static string Reason(this JsonElement run, string step) => run.Step(step).GetProperty("reason").GetString()!;

    /// <summary>Steps, and items of mapped ones, that were executed: of <c>show --all</c>, so that all attempts are there.</summary>
    public static string Computed(this JsonElement run) => string.Join(' ', run.GetProperty("steps").EnumerateArray().SelectMany(step =>
    {
        var name = step.GetProperty("name").GetString();
        return step.GetProperty("attempts").EnumerateArray().Select(attempt => attempt.TryGetProperty("item", out var item) ? item.GetInt32() : -1).Distinct().Order()
            .Select(item => item < 0 ? name : $"{name}[{item}]");
    }));
}
