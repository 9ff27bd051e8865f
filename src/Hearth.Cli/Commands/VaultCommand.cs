using System.CommandLine;
using Hearth.Cli.Display;
using Hearth.Host;
using Hearth.Host.Extensions;

namespace Hearth.Cli.Commands;

internal static class VaultCommand
{
    public static Command Create() => new("vault", "Lists, sets and removes secrets. Their values are never shown.") { List(), Set(), Remove() };

    private static Command List()
    {
        var command = new Command("list", "The names of all secrets.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var output = parsed.Output();
            await using var vault = await WorkspaceVault.OpenAsync(parsed.Workspace(), cancellationToken);
            var names = await vault.ListAsync(cancellationToken);
            if (output.IsJson)
                output.Result(new VaultView(vault.Name, names), OutputJson.Default.VaultView);
            else if (names.Count == 0)
                output.Note("No secrets yet. Add one with: hearth vault set NAME");
            foreach (var name in output.IsJson ? [] : names)
                output.Line(name);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Set()
    {
        var name = new Argument<string>("NAME") { Description = "As workflows write it: vault.NAME." };
        var command = new Command("set", "Adds or replaces a secret. Its value is read from standard input, or asked for without being shown.") { name };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var output = parsed.Output();
            await using var vault = await WorkspaceVault.OpenAsync(parsed.Workspace(), cancellationToken);
            var value = Console.IsInputRedirected ? await ReadAsync(cancellationToken) : HiddenPrompt.Ask($"Value of {parsed.GetValue(name)}: ");
            if (value.Length == 0)
                throw new HearthException(HostErrorIds.Secret, "The value is empty; nothing was changed. 'hearth vault remove' removes a secret.") { IsUsage = true };
            await vault.SetAsync(parsed.GetValue(name)!, value, cancellationToken);
            Changed(output, vault.Name, parsed.GetValue(name)!, "set");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Remove()
    {
        var name = new Argument<string>("NAME") { Description = "The secret." };
        var command = new Command("remove", "Removes a secret.") { name };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var output = parsed.Output();
            await using var vault = await WorkspaceVault.OpenAsync(parsed.Workspace(), cancellationToken);
            await vault.RemoveAsync(parsed.GetValue(name)!, cancellationToken);
            Changed(output, vault.Name, parsed.GetValue(name)!, "removed");
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Changed(Output output, string vault, string name, string change)
    {
        if (output.IsJson)
            output.Result(new SecretView(vault, name, change), OutputJson.Default.SecretView);
        else
            output.Note($"{Ansi.Error.Green("✓")} {name} {change} in the vault '{vault}'");
    }

    /// <summary>All of it but a line break at its end, which <c>echo</c> adds.</summary>
    private static async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        var text = await Console.In.ReadToEndAsync(cancellationToken);
        return text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;
    }
}
