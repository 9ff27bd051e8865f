using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using Hearth.Host;
using Hearth.Host.Results;
using Hearth.Host.Runs;
using Hearth.Workflows.Problems;

namespace Hearth.Cli.Commands;

internal static class RunCommand
{
    public static readonly Option<bool> Quiet = new("--quiet", "-q") { Description = "No progress; only the result." };

    public static readonly Option<bool> Verbose = new("--verbose", "-v") { Description = "Also what the tasks log." };

    public static Command Create()
    {
        var workflow = new Argument<string>("WORKFLOW") { Description = "A workflow of the workspace: the name of its file in workflows/." };
        var inputs = new Argument<string[]>("KEY=VALUE") { Description = "Inputs. Lists and objects as JSON.", Arity = ArgumentArity.ZeroOrMore };
        var file = new Option<string?>("--input", "-i") { Description = "A JSON file with inputs, or - for standard input; KEY=VALUE wins.", HelpName = "FILE" };
        var watch = new Option<bool>("--watch", "-w") { Description = "Run again whenever a file of the workspace changes; only the steps that the change concerns." };
        var fresh = new Option<string[]>("--fresh", "-F")
        {
            Description = "Reuse nothing, or nothing of this step; may be given several times.",
            HelpName = "STEP",
            Arity = ArgumentArity.ZeroOrMore,
            AllowMultipleArgumentsPerToken = false,
        };
        var plan = new Option<bool>("--plan", "-p") { Description = "Only say what would be computed and what reused, and why." };
        var command = new Command("run", "Runs a workflow, and waits for it.") { workflow, inputs, file, watch, fresh, plan, GlobalOptions.Workers, Quiet, Verbose };
        inputs.Validators.Add(result =>
        {
            // Inputs may be anything, so the parser lets a mistyped option pass as one.
            foreach (var token in result.Tokens.Where(token => token.Value.StartsWith('-')))
                result.AddError($"Unknown option '{token.Value}'.{Hint(token.Value, command)}");
        });
        command.SetAction((parsed, cancellationToken) =>
        {
            var (steps, given) = Fresh(parsed.GetResult(fresh), parsed.GetValue(fresh) ?? []);
            var request = new RunRequest(parsed.GetValue(workflow)!, [.. parsed.GetValue(inputs) ?? [], .. given], Inputs(parsed.GetValue(file)), parsed.GetValue(file) ?? "") { Fresh = steps };
            if (parsed.GetValue(plan))
                return RunPlanning.RunAsync(parsed.Workspace(), parsed.HostOptions(), parsed.Output(), request, cancellationToken);
            if (parsed.GetValue(watch))
                return RunWatching.RunAsync(parsed.Workspace(), parsed.HostOptions(), parsed.Output(), parsed.GetValue(Quiet), parsed.GetValue(Verbose), request);
            return RunFollowing.RunAsync(parsed.Workspace(), parsed.HostOptions(), parsed.Output(), parsed.GetValue(Quiet), parsed.GetValue(Verbose),
                (host, interrupted) => host.StartAsync(request, interrupted));
        });
        return command;
    }

    /// <summary>The option's value may be left out, so that the parser takes an input that follows for a step: it is told by its '='.</summary>
    private static (FreshSteps Steps, IEnumerable<string> Inputs) Fresh(OptionResult? given, string[] values)
    {
        if (given is null or { Implicit: true })
            return (FreshSteps.None, []);
        string[] steps = [.. values.Where(value => !value.Contains('='))];
        return (steps.Length < given.IdentifierTokenCount ? FreshSteps.Whole : new FreshSteps(false, [.. steps]), values.Where(value => value.Contains('=')));
    }

    private static string Hint(string option, Command command)
    {
        var names = command.Options.Append(GlobalOptions.Directory).Append(GlobalOptions.Json).Append(GlobalOptions.Mode).SelectMany(known => known.Aliases.Append(known.Name)).ToList();
        return NearestName.Find(option, names) is { } nearest ? $" Did you mean '{nearest}'?" : "";
    }

    private static JsonElement? Inputs(string? file)
    {
        if (file is null)
            return null;
        try
        {
            var text = file == "-" ? Console.In.ReadToEnd() : File.ReadAllText(file);
            var element = JsonElement.Parse(text);
            // Half of a surrogate pair parses, but is no text that could be stored or sent.
            using (var writer = new Utf8JsonWriter(Stream.Null))
                element.WriteTo(writer);
            return element.ValueKind == JsonValueKind.Object ? element
                : throw new HearthException(HostErrorIds.InvalidFile, $"{file} must hold a JSON object of inputs; it holds {element.ValueKind.ToString().ToLowerInvariant()}.") { IsUsage = true };
        }
        catch (JsonException exception)
        {
            throw new HearthException(HostErrorIds.InvalidFile, $"{file}:{exception.LineNumber + 1}:{exception.BytePositionInLine + 1}: not JSON: {exception.Message}") { IsUsage = true };
        }
        catch (InvalidOperationException exception)
        {
            throw new HearthException(HostErrorIds.InvalidFile, $"{file} holds a text that is not valid Unicode: {exception.Message}") { IsUsage = true };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new HearthException(HostErrorIds.InvalidFile, $"{file} cannot be read: {exception.Message}") { IsUsage = true };
        }
    }
}
