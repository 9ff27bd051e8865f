using Hearth.Workers.Pool;
using Hearth.Workers.Protocol;

namespace Hearth.Workers.Tests.Host;

internal sealed class Printer : IAttemptObserver
{
    public void Logged(LogMessage entry) => Console.WriteLine(entry.Text);

    public void Progressed(ProgressMessage progress)
    {
        // Not looked at.
    }
}
