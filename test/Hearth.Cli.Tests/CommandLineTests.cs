namespace Hearth.Cli.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public void A_command_that_is_named_first_is_the_only_one_made()
    {
        var all = CommandLine.Root().Subcommands.Select(command => command.Name).ToList();

        Assert.Contains("run", all);
        Assert.All(all, name => Assert.Equal([name], CommandLine.Root(name).Subcommands.Select(command => command.Name)));
        Assert.Equal(all, CommandLine.Root("-C").Subcommands.Select(command => command.Name));
    }
}
