namespace Hearth.EndToEnd.Tests.Support;

/// <summary>Waits for a condition of the outside world that gives no event.</summary>
internal static class Eventually
{
    public static async Task TrueAsync(Func<bool> condition, string what)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(deadline) > TimeSpan.FromSeconds(60))
                throw new TimeoutException($"Not within a minute: {what}");
            await Task.Delay(10);
        }
    }
}
