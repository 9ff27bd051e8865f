using System.CommandLine;
using Hearth.Cli.Display;
using Hearth.Host.Catalogs;
using Hearth.Host.Views;

namespace Hearth.Cli.Commands;

internal static class CatalogCommand
{
    public static Command Create()
    {
        var command = new Command("catalog", "Lists all extensions, built-in ones too: tasks, resources, vaults, stores, reports, and how each stands.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var output = parsed.Output();
            var catalog = await WorkspaceCatalog.ListAsync(parsed.Workspace(), cancellationToken);
            if (output.IsJson)
                output.Result(catalog, ViewJson.Default.CatalogView);
            else
                Show(output, catalog);
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Show(Output output, CatalogView catalog)
    {
        var kind = Width(catalog, entry => entry.Kind);
        var name = Width(catalog, entry => entry.Name);
        var state = Width(catalog, entry => entry.State);
        foreach (var entry in catalog.Extensions)
        {
            output.Line($"{Mark(entry.State)} {entry.Kind.PadRight(kind)}  {entry.Name.PadRight(name)}  {entry.State.PadRight(state)}  {entry.Fingerprint?[..12] ?? "",-12}  {entry.Path}");
            if (entry.Error is { } error)
                output.Line($"    {Ansi.Out.Red(error)}");
        }
    }

    private static string Mark(string state) => state switch
    {
        "compiled" => Ansi.Out.Green("✓"),
        "indexed" => Ansi.Out.Yellow("●"),
        "removed" or "orphaned" => Ansi.Out.Dim("○"),
        _ => Ansi.Out.Red("✗"),
    };

    private static int Width(CatalogView catalog, Func<CatalogEntryView, string> text) => catalog.Extensions.Select(entry => text(entry).Length).DefaultIfEmpty(0).Max();
}
