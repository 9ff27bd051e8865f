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
    public static async Task<int> RunAsync(string[] arguments)
    {
        var parsed = Root().Parse(arguments);
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
        if (parsed.CommandResult.Command is not RootCommand root)
            return $"{string.Join(" ", parsed.Errors.Select(error => error.Message))} See: hearth {parsed.CommandResult.Command.Name} --help";
        var word = parsed.UnmatchedTokens is [var first, ..] ? first : "";
        var known = word.StartsWith('-') ? root.Options.Select(option => option.Name) : root.Subcommands.Select(command => command.Name);
        var hint = NearestName.Find(word, known) is { } nearest ? $"Did you mean '{nearest}'?" : "See: hearth --help";
        return $"There is no {(word.StartsWith('-') ? "option" : "command")} '{word}'. {hint}";
    }

    /// <summary>All commands.</summary>
    public static RootCommand Root()
    {
        var root = new RootCommand("Runs workflows of C# tasks: always fresh, always warm, never lost.")
        {
            GlobalOptions.Directory,
            GlobalOptions.Json,
            InitCommand.Create(),
            RunCommand.Create(),
            ValidateCommand.Create(),
            RunsCommand.Create(),
            ShowCommand.Create(),
            LogsCommand.Create(),
            ReportCommand.Create(),
            ResumeCommand.Create(),
            RetryCommand.Create(),
            CancelCommand.Create(),
            CatalogCommand.Create(),
            VaultCommand.Create(),
            ServeCommand.Create(),
            DoctorCommand.Create(),
            ExplainCommand.Create(),
            SchemaCommand.Create(),
        };
        root.SetAction(parsed =>
        {
            Console.Error.WriteLine("Nothing to do. Try: hearth init, hearth run WORKFLOW, hearth --help");
            return ExitCodes.WrongUse;
        });
        return root;
    }
}
