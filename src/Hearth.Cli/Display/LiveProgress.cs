using Hearth.Host.Runs;
using Spectre.Console;

namespace Hearth.Cli.Display;

/// <summary>Progress as a table that is drawn over itself. Only for terminals: loading the drawing library costs more than a small run.</summary>
internal sealed class LiveProgress : IProgressDisplay
{
    private const string Frames = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
    private const int MostWorkers = 8;
    private readonly IAnsiConsole _console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
    private readonly bool _verbose;
    private readonly TaskCompletionSource _ended = new();
    private readonly Task _live;
    private LiveDisplayContext? _context;
    private int _frame;

    public LiveProgress(bool verbose)
    {
        _verbose = verbose;
        _live = _console.Live(new Text("")).AutoClear(true).Overflow(VerticalOverflow.Ellipsis).StartAsync(context =>
        {
            _context = context;
            return _ended.Task;
        });
    }

    public void Show(RunSnapshot snapshot)
    {
        if (_verbose)
            foreach (var line in snapshot.Logs)
                _console.MarkupLineInterpolated($"[dim]{line.Step}:[/] {line.Text}");
        _frame++;
        var table = new Table().NoBorder().HideHeaders().AddColumns("", "", "", "");
        table.Columns[0].NoWrap();
        table.Columns[1].NoWrap();
        foreach (var step in snapshot.Steps)
        {
            table.AddRow(Mark(step), new Text(step.Name, step.Status == "pending" ? new Style(decoration: Decoration.Dim) : null), Bar(step), Detail(step));
            foreach (var worker in step.Workers.Take(MostWorkers))
                table.AddRow(new Text(""), Dim($"  {worker.Worker}"), Dim($"item {Figures.Count(worker.Item)}"), Dim(Figures.Worker(worker)));
            if (step.Workers.Length > MostWorkers)
                table.AddRow(new Text(""), Dim($"  and {step.Workers.Length - MostWorkers} more"), new Text(""), new Text(""));
        }

        _context?.UpdateTarget(new Rows(
            new Markup($"[bold]{snapshot.Workflow.EscapeMarkup()}[/] [dim]{Figures.Seconds(snapshot.Seconds)}   run {snapshot.Run}[/]"), table));
    }

    public async ValueTask DisposeAsync()
    {
        _ended.TrySetResult();
        await _live;
    }

    private static Text Dim(string text) => new(text, new Style(decoration: Decoration.Dim));

    private Markup Mark(StepSnapshot step) => new(step.Status switch
    {
        "running" => $"[yellow]{Frames[_frame % Frames.Length]}[/]",
        "succeeded" => "[green]✓[/]",
        "failed" => "[red]✗[/]",
        "skipped" or "cancelled" => "[dim]–[/]",
        _ => "[dim]○[/]",
    });

    private static Markup Bar(StepSnapshot step)
    {
        const int width = 24;
        if (!step.Mapped || step.Total == 0 || step.Status != "running")
            return new Markup(step.Status is "running" or "pending" ? "" : $"[dim]{(step.IsReused ? "reused" : step.Status)}[/]");
        var full = (int)(width * (step.Done + step.Failed) / step.Total);
        return new Markup($"[green]{new string('━', full)}[/][dim]{new string('─', width - full)}[/]");
    }

    private static Text Detail(StepSnapshot step)
    {
        var text = step.Status switch
        {
            "pending" => "",
            "skipped" => step.Reason ?? "",
            "running" when step.Mapped => Figures.Items(new ItemFigures(step.Total, step.Done, step.Failed, step.Reused, step.Rate)),
            "running" => $"{Figures.Seconds(step.Seconds)}  {step.Message}",
            _ when step.Mapped => $"{Figures.Seconds(step.Seconds)}  {Figures.Items(new ItemFigures(step.Total, step.Done, step.Failed, step.Reused, 0))}",
            _ => Figures.Seconds(step.Seconds),
        };
        return new Text(text, step.Status == "running" ? null : new Style(decoration: Decoration.Dim)).Ellipsis();
    }
}
