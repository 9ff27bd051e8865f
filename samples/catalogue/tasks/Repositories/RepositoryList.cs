using System.Text.Json;

namespace Catalogue;

/// <summary>Reads a list of repositories: a JSON array of urls, or of objects with <c>url</c> and, if you like, <c>name</c>, <c>description</c> and <c>category</c>.</summary>
public static class RepositoryList
{
    private const string Form = "Expected: a JSON array of urls, or of objects with 'url' and, if you like, 'name', 'description' and 'category'.";

    /// <param name="text">The list.</param>
    /// <param name="limit">Only so many of the first.</param>
    /// <param name="notes">Takes what was left out, and why.</param>
    /// <exception cref="ArgumentException">It is no such list.</exception>
    public static IReadOnlyList<Repository> Parse(string text, int limit, ICollection<string> notes)
    {
        using var document = Document(text);
        if (document.RootElement.ValueKind != JsonValueKind.Array)
            throw new ArgumentException($"The list is no array. {Form}");
        var repositories = new List<Repository>();
        var seen = new HashSet<string>();
        foreach (var element in document.RootElement.EnumerateArray())
        {
            if (repositories.Count == limit)
                break;
            var repository = Entry(element, repositories.Count);
            if (seen.Add(repository.Url))
                repositories.Add(repository);
            else
                notes.Add($"{repository.Url}: listed twice, taken once");
        }

        return repositories;
    }

    private static JsonDocument Document(string text)
    {
        try
        {
            return JsonDocument.Parse(text, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        }
        catch (JsonException exception)
        {
            throw new ArgumentException($"The list is no JSON: {exception.Message} {Form}", exception);
        }
    }

    private static Repository Entry(JsonElement element, int index)
    {
        var url = element.Text() ?? element.Text("url") ?? throw new ArgumentException($"Element {index} of the list has no url. {Form}");
        return new Repository(
            Words.Clean(element.Text("name"), 80) ?? Words.Clean(LastPart(url), 80) ?? $"repository {index}",
            url,
            Words.Clean(element.Text("description"), 300),
            Words.Clean(element.Text("category"), 80));
    }

    private static string LastPart(string url)
    {
        var last = url.TrimEnd('/').Split('/', '\\', ':')[^1];
        return last.EndsWith(".git", StringComparison.Ordinal) ? last[..^4] : last;
    }
}
