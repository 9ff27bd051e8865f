namespace Hearth.Extensions.Tests.Support;

internal sealed class SilentLog : TaskLog
{
    public override void Write(TaskLogLevel level, string message)
    {
    }
}
