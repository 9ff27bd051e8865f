using System.Diagnostics;

namespace Hearth.Workers.Tests;

public sealed class OrphanTests
{
    [Theory]
    [InlineData("Endless+Spins", "")]
    [InlineData("Endless+Waits", "stop")]
    [InlineData("Endless+Spins", "stop")]
    [InlineData("Endless+SpinsBesideChild", "")]
    [InlineData("Endless+SpinsBesideChild", "stop")]
    [InlineData("Endless+BlocksCancellation", "cancel")]
    public async Task Nothing_outlives_a_host_that_is_killed(string type, string before)
    {
        var folder = Directory.CreateTempSubdirectory("hearth-orphans-").FullName;
        var start = new ProcessStartInfo("dotnet",
            [Path.Combine(AppContext.BaseDirectory, "Hearth.Workers.Tests.Host.dll"), Bench.TaskAssembly, $"Hearth.Workers.Tests.Tasks.{type}", folder])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment[Processes.Tag] = folder;
        using var host = Process.Start(start)!;
        int? child = null;
        var worker = 0;
        while (worker == 0)
            switch ((await host.StandardOutput.ReadLineAsync().WaitAsync(Bench.Patience))!.Split(' '))
            {
                case ["child", var id]:
                    child = int.Parse(id);
                    break;
                case ["pid", var id]:
                    worker = int.Parse(id);
                    break;
            }

        Assert.True(Processes.Lives(worker) && (child is null || Processes.Lives(child.Value)));
        if (before == "stop")
        {
            Processes.Signal(worker, "STOP");
            await Processes.WhenStoppedAsync(worker);
        }
        else if (before == "cancel")
        {
            await host.StandardInput.WriteLineAsync();
            Assert.Equal("asked", await host.StandardOutput.ReadLineAsync().WaitAsync(Bench.Patience));
        }

        host.Kill();

        await Processes.WhenGoneAsync(worker, child ?? worker);
        await Processes.WhenNoneTaggedAsync(folder);
        Directory.Delete(folder, recursive: true);
    }
}
