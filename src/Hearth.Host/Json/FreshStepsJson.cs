using System.Text.Json;
using Hearth.Host.Results;

namespace Hearth.Host.Json;

/// <summary>The steps that take nothing over, as a member: absent for none, <c>true</c> for all, or their names.</summary>
internal static class FreshStepsJson
{
    private const string Name = "fresh";

    public static void Write(Utf8JsonWriter writer, FreshSteps fresh)
    {
        if (fresh.All)
            writer.WriteBoolean(Name, true);
        else if (!fresh.Names.IsEmpty)
            writer.List(Name, fresh.Names, (list, step) => list.WriteStringValue(step));
    }

    public static FreshSteps Read(JsonElement element) => element.Member(Name) switch
    {
        null => FreshSteps.None,
        { ValueKind: JsonValueKind.True } => FreshSteps.Whole,
        _ => new FreshSteps(false, element.List(Name, step => step.GetString()!)),
    };
}
