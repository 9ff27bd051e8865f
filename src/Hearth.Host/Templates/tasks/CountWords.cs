using Hearth;

/// <summary>Counts the words of one text file.</summary>
public sealed class CountWords : ITask<CountWords.Input, CountWords.Output>
{
    public sealed record Input(string File);

    public sealed record Output(string File, int Words, IReadOnlyDictionary<string, int> Frequent);

    public async Task<Output> RunAsync(Input input, TaskContext context)
    {
        var path = context.Files.Resolve(input.File);
        var text = await File.ReadAllTextAsync(path, context.CancellationToken);
        var words = text.Split([' ', '\n', '\r', '\t', '.', ',', ';', ':', '!', '?'], StringSplitOptions.RemoveEmptyEntries);
        context.Log.Information($"{input.File}: {words.Length} words");

        var frequent = words
            .Where(word => word.Length > 3)
            .GroupBy(word => word.ToLowerInvariant())
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .Take(5)
            .ToDictionary(group => group.Key, group => group.Count());
        return new Output(input.File, words.Length, frequent);
    }
}
