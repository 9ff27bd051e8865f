using System.CommandLine;
using System.Reflection;
using Hearth.Cli.Display;
using Hearth.Host;
using Hearth.Workflows.Problems;

namespace Hearth.Cli.Commands;

internal static class ExplainCommand
{
    private const string Prefix = "error/";

    public static Command Create()
    {
        var id = new Argument<string?>("ID") { Description = "Such as HEARTH1001; without it, all errors are listed.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("explain", "Says what an error means and how to mend it.") { id };
        command.SetAction(parsed =>
        {
            var output = parsed.Output();
            if (parsed.GetValue(id) is not { } wanted)
            {
                List(output);
                return ExitCodes.Done;
            }

            var page = Page(wanted.ToUpperInvariant()) ?? throw Unknown(wanted);
            if (output.IsJson)
                output.Result(page, OutputJson.Default.ExplainView);
            else
                output.Line(page.Text.TrimEnd());
            return ExitCodes.Done;
        });
        return command;
    }

    private static void List(Output output)
    {
        var pages = Ids().Select(id => Page(id)!).ToList();
        if (output.IsJson)
            output.Result(new ErrorListView(pages), OutputJson.Default.ErrorListView);
        else
            foreach (var page in pages)
                output.Line($"{page.Id}  {page.Title}");
    }

    private static HearthException Unknown(string id)
    {
        if (id.StartsWith("CS", StringComparison.OrdinalIgnoreCase))
            return new HearthException(CliErrorIds.UnknownError, $"{id.ToUpperInvariant()} is an error of the C# compiler; its documentation explains it.") { IsUsage = true };
        var nearest = NearestName.Find(id.ToUpperInvariant(), Ids().ToList());
        return new HearthException(CliErrorIds.UnknownError, $"There is no error '{id}'.{(nearest is null ? "" : $" Did you mean {nearest}?")} 'hearth explain' lists them.") { IsUsage = true };
    }

    private static IEnumerable<string> Ids() => Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Select(name => name[Prefix.Length..]).Order(StringComparer.Ordinal);

    private static ExplainView? Page(string id)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + id);
        if (stream is null)
            return null;
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd();
        var title = text[..text.IndexOf('\n')];
        return new ExplainView(id, title[(title.IndexOf(':') + 1)..].Trim(), text);
    }
}
