using System.Globalization;
using Hearth.Inspector;

// Arguments: the process, then the names of the load contexts that should have gone. Prints JSON: what holds them.
if (args.Length < 2 || !int.TryParse(args[0], NumberStyles.None, CultureInfo.InvariantCulture, out var process))
{
    Console.Error.WriteLine("usage: Hearth.Inspector PID CONTEXT...");
    return 2;
}

// The process that is looked into stands still meanwhile: it must go on whatever happens here, also when nobody waits for us any more.
using var limit = new Timer(_ => Environment.Exit(3), null, TimeSpan.FromSeconds(30), Timeout.InfiniteTimeSpan);
using var output = Console.OpenStandardOutput();
try
{
    Report.Write(output, Inspection.Of(process, args[1..]));
}
catch (Exception exception)
{
    Report.Write(output, exception);
}

return 0;
