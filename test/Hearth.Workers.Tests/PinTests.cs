namespace Hearth.Workers.Tests;

/// <summary>What the compiler warns of really keeps replaced code, and what it lets pass does not.</summary>
public sealed class PinTests
{
    [Theory]
    [InlineData("AppDomain.CurrentDomain.ProcessExit += Handle;")]
    [InlineData("Console.CancelKeyPress += (_, _) => GC.KeepAlive(this);")]
    [InlineData("TaskScheduler.UnobservedTaskException += (_, _) => { };")]
    [InlineData("System.Runtime.Loader.AssemblyLoadContext.Default.Unloading += _ => { };")]
    [InlineData("new Thread(() => { while (true) Thread.Sleep(1000); }) { IsBackground = true }.Start();")]
    [InlineData("s_timer = new Timer(_ => { }, null, 1000, 1000);")]
    [InlineData("_timer = new Timer(_ => GC.KeepAlive(this), null, 1000, 1000);")]
    [InlineData("var timer = new System.Timers.Timer(1000); timer.Elapsed += Handle; timer.Start();")]
    [InlineData("System.Runtime.InteropServices.GCHandle.Alloc(this);")]
    [InlineData("System.Runtime.InteropServices.GCHandle.Alloc(new Job[1], System.Runtime.InteropServices.GCHandleType.Normal);")]
    [InlineData("dynamic text = new Data(\"x\"); GC.KeepAlive(text.Text);")]
    [InlineData("System.ComponentModel.TypeDescriptor.AddAttributes(typeof(Data), new System.ComponentModel.DescriptionAttribute(\"x\"));")]
    [InlineData("System.ComponentModel.TypeDescriptor.AddAttributes(this, new System.ComponentModel.DescriptionAttribute(\"x\"));")]
    [InlineData("var meter = new System.Diagnostics.Metrics.Meter(\"m\"); meter.CreateObservableGauge(\"g\", () => 1);")]
    public async Task It_stays(string statement) => Assert.NotEqual(0, await AliveAfterAsync(statement));

    [Theory]
    [InlineData("AppDomain.CurrentDomain.ProcessExit += Handle; AppDomain.CurrentDomain.ProcessExit -= Handle;")]
    [InlineData("var thread = new Thread(() => { }); thread.Start(); thread.Join();")]
    [InlineData("using var timer = new Timer(_ => { }, null, 1000, 1000);")]
    [InlineData("_ = new Timer(_ => { }, null, 1000, 1000);")]
    [InlineData("_ = new PeriodicTimer(TimeSpan.FromSeconds(1));")]
    [InlineData("using var timer = new System.Timers.Timer(1000); timer.Elapsed += Handle; timer.Start();")]
    [InlineData("System.Runtime.InteropServices.GCHandle.Alloc(this).Free();")]
    [InlineData("System.Runtime.InteropServices.GCHandle.Alloc(this, System.Runtime.InteropServices.GCHandleType.Weak);")]
    [InlineData("s_meter = new System.Diagnostics.Metrics.Meter(\"m\"); s_meter.CreateCounter<int>(\"c\").Add(1);")]
    [InlineData("using var meter = new System.Diagnostics.Metrics.Meter(\"m\"); meter.CreateObservableGauge(\"g\", () => 1);")]
    [InlineData("s_kept = this;")]
    public async Task It_goes(string statement) => Assert.Equal(0, await AliveAfterAsync(statement));

    private static async Task<int> AliveAfterAsync(string statement)
    {
        await using var bench = new Bench();
        foreach (var body in (string[])[statement, ""])
        {
            var result = await bench.ExecuteAsync(bench.Modules.Compile("job", $$"""
                public sealed record Data(string Text);

                public sealed class Job : ITask<string, string>
                {
                    private static Timer? s_timer;
                    private static object? s_kept;
                    private static System.Diagnostics.Metrics.Meter? s_meter;
                    private Timer? _timer;

                    private static void Handle(object? sender, EventArgs arguments) { }

                    public async Task<string> RunAsync(string input, TaskContext context)
                    {
                        GC.KeepAlive((s_timer, s_meter, s_kept, _timer));
                        await Task.Yield();
                        {{body}}
                        return input;
                    }
                }
                """), input: "x");
            Assert.True(result.Output?.GetString() is { Length: > 0 }, $"{result.Ending}: {result.Error}");
        }

        return (await bench.VerifyAsync()).Leaked.Count;
    }
}
