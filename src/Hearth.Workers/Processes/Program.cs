namespace Hearth.Workers.Processes;

/// <summary>The worker process: standard input and output are the host's, and end with it.</summary>
internal static class Program
{
    private static int Main()
    {
        var streams = StandardStreams.Take();
        var group = ProcessGroup.BecomeLeader();
        using var worker = new Worker(streams, group);
        worker.Run();
        return 0;
    }
}
