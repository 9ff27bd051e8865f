using System.Text.Json;

namespace RepoHealth;

/// <summary>A record of the list that packages are made from; what it does not say is null.</summary>
public sealed record ModuleRecord(string Id, string Name, string? Url, string? Description, string? LastCommit, string? Licence, string? Category, long Stars)
{
    public static IReadOnlyList<ModuleRecord> ReadAll(string file)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file));
            if (document.RootElement.ValueKind != JsonValueKind.Array)
                throw new ArgumentException($"The list '{file}' is no JSON array. Expected: an array of objects with 'id' or 'name', and what else is known of each.");
            return [.. document.RootElement.EnumerateArray().Select((element, index) => Of(file, element, index))];
        }
        catch (JsonException exception)
        {
            throw new ArgumentException($"The list '{file}' is no JSON: {exception.Message}", exception);
        }
    }

    private static ModuleRecord Of(string file, JsonElement element, int index)
    {
        var id = element.Text("id") ?? element.Text("name") ?? throw new ArgumentException($"Element {index} of the list '{file}' has no 'id' and no 'name'.");
        var stars = element.Member("stars") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var count) ? count : 0;
        return new ModuleRecord(
            id, element.Text("name") ?? id, element.Text("url"), element.Text("description"), element.Text("lastCommit"), element.Text("license"), element.Text("category"), stars);
    }

    /// <summary>A number that is the same on every machine and in every run, for what is to vary among packages.</summary>
    public uint Seed(string purpose)
    {
        var hash = 2166136261u;
        foreach (var character in $"{purpose}:{Id}")
            hash = (hash ^ character) * 16777619u;
        return hash ^ (hash >> 15);
    }

    /// <summary>True for so many of a hundred records.</summary>
    public bool IsAmong(int percent, string purpose) => Seed(purpose) % 100 < percent;
}
