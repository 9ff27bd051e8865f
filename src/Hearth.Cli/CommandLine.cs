using System.CommandLine;
using Hearth.Cli.Commands;
using Hearth.Cli.Display;
using Hearth.Host;
using Hearth.Store;
using Hearth.Workflows.Problems;

namespace Hearth.Cli;

/// <summary>Reads the command line, runs the command, and turns whatever happens into output and an exit code.</summary>
internal static class CommandLine
{
    private static readonly (string Name, Func<Command> Create)[] Commands =
    [
        ("init", InitCommand.Create),
        ("run", RunCommand.Create),
        ("map", MapCommand.Create),
        ("validate", ValidateCommand.Create),
        ("runs", RunsCommand.Create),
        ("show", ShowCommand.Create),
        ("why", WhyCommand.Create),
        ("logs", LogsCommand.Create),
        ("report", ReportCommand.Create),
        ("resume", ResumeCommand.Create),
        ("retry", RetryCommand.Create),
        ("cancel", CancelCommand.Create),
        ("catalog", CatalogCommand.Create),
        ("vault", VaultCommand.Create),
        ("serve", ServeCommand.Create),
        ("reload", ReloadCommand.Create),
        ("cache", CacheCommand.Create),
        ("doctor", DoctorCommand.Create),
        ("explain", ExplainCommand.Create),
        ("schema", SchemaCommand.Create),
    ];

    public static async Task<int> RunAsync(string[] arguments)
    {
        var parsed = Root(arguments.FirstOrDefault()).Parse(arguments);
        var output = new Output(parsed.GetValue(GlobalOptions.Json));
        if (parsed.Errors.Count > 0)
        {
            output.Fail(CliErrorIds.WrongUse, WrongUse(parsed));
            return ExitCodes.WrongUse;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (HearthException exception)
        {
            output.Fail(exception.Id, exception.Message, exception.Problems);
            return exception.IsUsage ? ExitCodes.WrongUse : ExitCodes.Failed;
        }
        catch (StoreException exception)
        {
            output.Fail(exception.Id, exception.Message);
            return exception.Id == StoreException.UnknownRun ? ExitCodes.WrongUse : ExitCodes.Failed;
        }
        catch (OperationCanceledException)
        {
            output.Note("Interrupted.");
            return ExitCodes.Interrupted;
        }
        catch (Exception exception)
        {
            output.Fail(CliErrorIds.Unexpected, $"{exception.GetType().Name}: {exception.Message}");
            output.Note(exception.StackTrace ?? "");
            return ExitCodes.Failed;
        }
    }

    private static string WrongUse(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var name = NameOf(command);
        var word = parsed.UnmatchedTokens is [var first, ..] ? first : "";
        var isOption = word.StartsWith('-');
        if (word.Length == 0 || (!isOption && command.Subcommands.Count == 0))
            // The library's messages may go over several lines.
            return $"{string.Join(' ', string.Join(' ', parsed.Errors.Select(error => error.Message)).Split((char[])['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries))} See: hearth {name}--help";
        var known = isOption ? command.Options.Concat(parsed.RootCommandResult.Command.Options).Select(option => option.Name) : command.Subcommands.Select(inner => inner.Name);
        var hint = NearestName.Find(word, known) is { } nearest ? $"Did you mean '{nearest}'?" : $"See: hearth {name}--help";
        return $"There is no {(isOption ? "option" : "command")} '{(isOption ? "" : name)}{word}'{(isOption && name.Length > 0 ? $" of 'hearth {name.TrimEnd()}'" : "")}. {hint}";
    }

    /// <summary>As it is typed, with a space behind: <c>cache clear </c>; nothing for the command itself.</summary>
    private static string NameOf(Command command) => command is RootCommand ? "" : $"{string.Concat(command.Parents.OfType<Command>().Select(NameOf))}{command.Name} ";

    /// <summary>All commands.</summary>
    /// <param name="first">The first argument. Where it names a command only that one is made: to make all takes longer than to ask a host for a run.</param>
    public static RootCommand Root(string? first = null)
    {
        var root = new RootCommand("Runs workflows of C# tasks: always fresh, always warm, never lost.") { GlobalOptions.Directory, GlobalOptions.Json, GlobalOptions.Mode };
        foreach (var command in Commands)
            if (command.Name == first)
                root.Add(command.Create());
        if (root.Subcommands.Count == 0)
            foreach (var command in Commands)
                root.Add(command.Create());
        root.SetAction(parsed =>
        {
            Console.Error.WriteLine("Nothing to do. Try: hearth init, hearth run WORKFLOW, hearth --help");
            return ExitCodes.WrongUse;
        });
        return root;
    }
}
