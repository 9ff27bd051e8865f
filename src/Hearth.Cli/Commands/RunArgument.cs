using System.CommandLine;

namespace Hearth.Cli.Commands;

internal static class RunArgument
{
    public static Argument<string> Create() => new("RUN") { Description = "A run: its id, the start of it, or 'latest'." };
}
