namespace Hearth.EndToEnd.Tests.Support;

/// <summary>A host that stays up.</summary>
internal static class Hosted
{
    /// <summary><c>hearth serve</c>, once it serves.</summary>
    public static async Task<RunningCommand> ServeAsync(this TestWorkspace workspace)
    {
        var host = workspace.Start("serve");
        await host.SaysAsync("Serving");
        return host;
    }

    /// <summary>Ends it in good order.</summary>
    public static async Task StopAsync(this TestWorkspace workspace, RunningCommand host)
    {
        await workspace.RunAsync("serve", "--stop");
        await host.WaitAsync();
    }
}
