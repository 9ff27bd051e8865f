using Hearth;

/// <summary>Writes a small report over all counted files.</summary>
public sealed class Summarize : ITask<Summarize.Input, Summarize.Output>
{
    public sealed record Input(string Title, IReadOnlyList<CountWords.Output> Files);

    public sealed record Output(int Files, int Words, string Longest, string Report);

    public async Task<Output> RunAsync(Input input, TaskContext context)
    {
        if (input.Files.Count == 0)
            throw new InvalidOperationException("There is nothing to summarize: the list of files is empty.");

        var longest = input.Files.MaxBy(file => file.Words)!;
        var report = context.Files.Artifact("report.md");
        await File.WriteAllLinesAsync(report,
        [
            $"# {input.Title}",
            "",
            "| file | words | frequent |",
            "| --- | ---: | --- |",
            .. input.Files.Select(file => $"| {file.File} | {file.Words} | {string.Join(", ", file.Frequent.Keys)} |"),
        ], context.CancellationToken);
        return new Output(input.Files.Count, input.Files.Sum(file => file.Words), longest.File, report);
    }
}
