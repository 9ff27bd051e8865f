using System.Text.Json;

namespace Hearth.Bench.Pool;

/// <summary>The <c>hearth</c> command: results are kept durably, and every attempt is recorded.</summary>
internal sealed class HearthPool(PoolWorkspace workspace) : IPool
{
    public string Name => "hearth";

    public async Task<PoolRun> RunAsync(ItemList items, int workers, bool logs)
    {
        var (measured, few) = await MeasureAsync(logs ? "increment-logged" : "increment", items, workers);
        var ends = await EndsAsync();
        return PoolRun.Of(items.Count, measured, few, ends.Min(), ends.Max());
    }

    /// <summary>Runs a task over a list, in a store that holds the compiled tasks and nothing else; and before that over a few of it.</summary>
    public async Task<(MeasuredCommand All, MeasuredCommand Few)> MeasureAsync(string task, ItemList items, int workers)
    {
        workspace.Clear();
        using var few = ItemList.Copy(items, PoolRun.Few);
        await Commands.RunAsync(workspace.Root, HearthCommand.Path, [.. PoolWorkspace.Command(task, few, workers)]);
        var little = await MeasuredCommand.RunAsync(workspace.Root, HearthCommand.Path, PoolWorkspace.Command(task, few, workers));
        return (await MeasuredCommand.RunAsync(workspace.Root, HearthCommand.Path, PoolWorkspace.Command(task, items, workers)), little);
    }

    /// <summary>Seconds that a step takes over a list where the host is up and its workers are warm, and the seconds that its items themselves took, all together.</summary>
    public async Task<(double Step, double Items)> WarmAsync(string task, ItemList items, int workers)
    {
        workspace.Clear();
        string[] command = [.. PoolWorkspace.Command(task, items, workers)];
        using var host = Commands.Start(workspace.Root, HearthCommand.Path, "serve", "--workers", $"{workers}", "--json");
        try
        {
            await host.StandardOutput.ReadLineAsync();
            await Commands.RunAsync(workspace.Root, HearthCommand.Path, command);
            await Commands.RunAsync(workspace.Root, HearthCommand.Path, command);
            var (_, output) = await Commands.RunAsync(workspace.Root, HearthCommand.Path, command);
            return (JsonElement.Parse(output).GetProperty("steps")[0].GetProperty("seconds").GetDouble(),
                File.ReadLines(Path.Combine(workspace.Root, "results.jsonl")).Sum(line => JsonElement.Parse(line).GetProperty("seconds").GetDouble()));
        }
        finally
        {
            await Commands.RunAsync(workspace.Root, HearthCommand.Path, "serve", "--stop");
            await host.WaitForExitAsync();
        }
    }

    /// <summary>Resident memory of the largest worker of a host that stays, when it has done all items and nothing is to be done.</summary>
    public async Task<double> IdleWorkerMegabytesAsync(ItemList items, int workers)
    {
        workspace.Clear();
        var command = PoolWorkspace.Command("increment", items, workers);
        using var host = Commands.Start(workspace.Root, HearthCommand.Path, "serve", "--json");
        try
        {
            await host.StandardOutput.ReadLineAsync();
            await Commands.RunAsync(workspace.Root, HearthCommand.Path, [.. command]);
            await Task.Delay(TimeSpan.FromSeconds(2));
            return ProcessMemory.Children(host.Id).Max(ProcessMemory.ResidentMegabytes);
        }
        finally
        {
            await Commands.RunAsync(workspace.Root, HearthCommand.Path, "serve", "--stop");
            await host.WaitForExitAsync();
        }
    }

    private async Task<IReadOnlyList<double>> EndsAsync() => [.. (await AttemptsAsync()).Select(attempt => attempt.Ended)];

    private async Task<IReadOnlyList<(double Started, double Ended)>> AttemptsAsync()
    {
        var (_, output) = await Commands.RunAsync(workspace.Root, HearthCommand.Path, "show", "latest", "--all", "--json");
        return [.. JsonElement.Parse(output).GetProperty("steps")[0].GetProperty("attempts").EnumerateArray().Select(attempt =>
        {
            var started = MeasuredCommand.Milliseconds(attempt.GetProperty("started").GetDateTimeOffset());
            return (started, started + (attempt.GetProperty("seconds").GetDouble() * 1000));
        })];
    }
}
