using System.Text.Json;

namespace Hearth.Bench.Coherence;

/// <summary>The sample over as many packages as a real list has: its first run, and the same again with nothing changed.</summary>
internal static class RerunBenchmark
{
    private const int Packages = 1343;

    public static async IAsyncEnumerable<Figure> RunAsync(bool quick)
    {
        var hearth = HearthCommand.Path;
        var folder = Directory.CreateTempSubdirectory("hearth-bench-").FullName;
        try
        {
            Copy(Path.Combine(Repository.Root, "samples", "repo-health"), folder);
            await File.WriteAllTextAsync(Path.Combine(folder, "list.json"), JsonSerializer.Serialize(Enumerable.Range(0, quick ? Packages / 10 : Packages).Select(Record)));
            await Commands.RunAsync(folder, hearth, "run", "generate", "list=list.json", "--json");
            string[] run = ["run", "repo-health", "folder=generated/modules", "--json"];
            Directory.Delete(Path.Combine(folder, ".hearth"), recursive: true);
            var first = await Commands.TimeAsync(folder, hearth, run);
            List<double> cold = [], warm = [];
            for (var round = 0; round < (quick ? 2 : 5); round++)
                cold.Add(await TimeReusedAsync(folder, hearth, run));
            using var host = Commands.Start(folder, hearth, "serve", "--json");
            await host.StandardOutput.ReadLineAsync();
            for (var round = -2; round < (quick ? 3 : 11); round++)
                if (await TimeReusedAsync(folder, hearth, run) is var seconds && round >= 0)
                    warm.Add(seconds);
            await Commands.TimeAsync(folder, hearth, "serve", "--stop");
            await host.WaitForExitAsync();
            yield return new Figure("coherence.rerun", Commands.Median(warm), "s", "first run", first);
            yield return new Figure("coherence.rerun.cold", Commands.Median(cold), "s", "first run", first);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<double> TimeReusedAsync(string folder, string hearth, string[] run)
    {
        var (seconds, output) = await Commands.RunAsync(folder, hearth, run);
        foreach (var step in JsonElement.Parse(output).GetProperty("steps").EnumerateArray())
            if (step.GetProperty("name").GetString() == "inspect" && !step.GetProperty("reused").GetBoolean())
                throw new InvalidOperationException($"Something was computed though nothing changed: {step}");
        return seconds;
    }

    private static object Record(int number) => new
    {
        id = $"package-{number:d4}",
        name = $"Package {number}",
        url = $"https://example.org/package-{number}",
        description = $"The package with the number {number}.",
        license = number % 3 == 0 ? "MIT" : "Apache-2.0",
        lastCommit = "2026-01-31",
        category = number % 2 == 0 ? "tools" : "fun",
        stars = number,
    };

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(from, file);
            if (name.StartsWith(".hearth", StringComparison.Ordinal) || name.StartsWith("generated", StringComparison.Ordinal))
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(to, name))!);
            File.Copy(file, Path.Combine(to, name));
        }
    }
}
