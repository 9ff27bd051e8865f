using Hearth.Host;

namespace Hearth.Cli;

/// <summary>The hearth command.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        // Before anything else is loaded: this is what start-up time is measured by.
        if (arguments is ["--version"] or ["-V"])
        {
            Console.Out.WriteLine(HearthVersion.Current);
            return ExitCodes.Done;
        }

        return CommandLine.Run(arguments);
    }
}
