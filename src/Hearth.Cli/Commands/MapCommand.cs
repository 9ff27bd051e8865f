using System.CommandLine;
using Hearth.Host;
using Hearth.Host.Runs;
using Hearth.Host.Workspaces;
using Hearth.Workflows.Definitions;
using Hearth.Workflows.Yaml;

namespace Hearth.Cli.Commands;

internal static class MapCommand
{
    private static readonly Argument<string> Task = new("TASK") { Description = "A task of the workspace; 'hearth catalog' lists them." };

    private static readonly Argument<string> Items = new("ITEMS")
    {
        Description = "The items: a file with one JSON value a line, a .json file with an array, or - for standard input.",
    };

    private static readonly Option<int?> BatchSize = Number("--batch-size", "How many items a worker is given at once; otherwise as many as fill about 100 ms.", 100_000);
    private static readonly Option<string?> ItemTimeout = Duration("--item-timeout", "How long an item may take, such as 30s; it alone fails.");
    private static readonly Option<string?> BatchTimeout = Duration("--batch-timeout", "How long what a worker is given at once may take; only what executes then fails.");
    private static readonly Option<int?> Retry = Number("--retry", "How often an item that failed is done again.", 100);
    private static readonly Option<string?> Out = new("--out", "-o") { Description = "A file that takes the results as they come, as JSON Lines.", HelpName = "FILE" };
    private static readonly Option<string> Order = new("--order") { Description = "Their order in it: input or completion.", HelpName = "ORDER", DefaultValueFactory = _ => "input" };
    private static readonly Option<string?> Filter = new("--filter", "-f") { Description = "Only items for which this is true, such as 'item.stars > 10'.", HelpName = "EXPRESSION" };
    private static readonly Option<int?> Limit = Number("--limit", "At most so many items.", int.MaxValue);
    private static readonly Option<bool> OnlyFailed = new("--only-failed") { Description = "Only items that did not succeed in the last run of this task." };
    private static readonly Option<bool> Cache = new("--cache") { Description = "Keep results, and do only items again whose content, or whose task's code, is another." };

    /// <summary>What standard input gave is kept so long for a run that was interrupted before it had its items.</summary>
    private static readonly TimeSpan LongestKept = TimeSpan.FromDays(7);

    static MapCommand() => Order.AcceptOnlyFromAmong("input", "completion");

    public static Command Create()
    {
        var command = new Command("map", "Runs a task for each item of a file, many at once, and waits for them.")
        {
            Task, Items, GlobalOptions.Workers, BatchSize, ItemTimeout, BatchTimeout, Retry, Out, Order, Filter, Limit, OnlyFailed, Cache, RunCommand.Quiet, RunCommand.Verbose,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var workspace = parsed.Workspace();
        var (items, isSpooled) = await ItemsAsync(parsed.GetValue(Items)!, workspace, cancellationToken);
        var map = new MapRequest(parsed.GetValue(Task)!, items)
        {
            Workers = parsed.GetValue(GlobalOptions.Workers),
            BatchSize = parsed.GetValue(BatchSize),
            ItemTimeout = Time(parsed, ItemTimeout),
            BatchTimeout = Time(parsed, BatchTimeout),
            Retry = parsed.GetValue(Retry) ?? 0,
            Out = parsed.GetValue(Out) is { } output ? Path.GetFullPath(output) : null,
            Order = parsed.GetValue(Order) == "completion" ? ResultOrder.Completion : ResultOrder.Input,
            Filter = parsed.GetValue(Filter),
            Limit = parsed.GetValue(Limit),
            OnlyFailed = parsed.GetValue(OnlyFailed),
            Cache = parsed.GetValue(Cache),
        };
        var request = new RunRequest(map.Task, [], null, "") { Map = map };
        var code = await RunFollowing.RunAsync(workspace, parsed.HostOptions() with { IsWorkersAtLeast = true }, parsed.Output(), parsed.GetValue(RunCommand.Quiet),
            parsed.GetValue(RunCommand.Verbose), (host, interrupted) => host.StartAsync(request, interrupted));
        // One that was interrupted may not have got as far as to its items.
        if (isSpooled && code is (ExitCodes.Done or ExitCodes.Failed))
            File.Delete(items);
        return code;
    }

    /// <summary>The file with the items; standard input is written to one first, so that the run can be taken up again.</summary>
    private static async Task<(string File, bool IsSpooled)> ItemsAsync(string items, Workspace workspace, CancellationToken cancellationToken)
    {
        if (items != "-")
            return File.Exists(items) ? (Path.GetFullPath(items), false)
                : throw new HearthException(HostErrorIds.InvalidFile, $"There is no file '{items}'. ITEMS is a file with one JSON value a line, or - for standard input.") { IsUsage = true };
        Directory.CreateDirectory(workspace.StateDirectory);
        foreach (var old in Directory.GetFiles(workspace.StateDirectory, "stdin-*.jsonl").Where(file => DateTime.UtcNow - File.GetLastWriteTimeUtc(file) > LongestKept))
            File.Delete(old);
        var spool = Path.Combine(workspace.StateDirectory, $"stdin-{Guid.NewGuid():N}.jsonl");
        await using var input = Console.OpenStandardInput();
        await using var file = File.Create(spool);
        await input.CopyToAsync(file, cancellationToken);
        return (spool, true);
    }

    private static TimeSpan? Time(ParseResult parsed, Option<string?> option) => parsed.GetValue(option) is { } text && DurationText.TryParse(text, out var time) ? time : null;

    private static Option<int?> Number(string name, string description, int most)
    {
        var option = new Option<int?>(name) { Description = description, HelpName = "N" };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !(int.TryParse(token.Value, out var number) && number >= (name == "--retry" ? 0 : 1) && number <= most))
                result.AddError($"'{name}' takes a number from {(name == "--retry" ? 0 : 1)} to {most}; found '{token.Value}'.");
        });
        return option;
    }

    private static Option<string?> Duration(string name, string description)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = "TIME" };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !(DurationText.TryParse(token.Value, out var time) && time >= TimeSpan.FromMilliseconds(10)))
                result.AddError($"'{name}' takes a time of at least 10ms, such as 30s or 1m30s; found '{token.Value}'.");
        });
        return option;
    }
}
