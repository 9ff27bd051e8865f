using Hearth.Workers.Pool;

namespace Hearth.Workers.Tests;

/// <summary>Code that does not go: it is reported with what holds it, and the worker is replaced in time.</summary>
public sealed class LeakTests
{
    private static readonly RecyclingOptions s_atOnce = new() { LeakAfter = TimeSpan.Zero };

    [Theory]
    [InlineData("AppDomain.CurrentDomain.ProcessExit += OnExit;", "static event System.AppDomain.ProcessExit -> handler Job.OnExit")]
    [InlineData("AppDomain.CurrentDomain.ProcessExit += (_, _) => GC.KeepAlive(text);", "static event System.AppDomain.ProcessExit -> handler Job+<>c__DisplayClass")]
    [InlineData("_ = new Timer(Tick, null, 60_000, 60_000);", "timer System.Threading.TimerQueue -> callback Job.Tick")]
    [InlineData("_ = DelayAsync();", "timer System.Threading.TimerQueue -> callback Job+<DelayAsync>")]
    [InlineData("new Thread(Loop) { IsBackground = true, Name = \"endless\" }.Start();", "thread 'endless' running Job.Loop")]
    [InlineData("System.Runtime.InteropServices.GCHandle.Alloc(new Job());", "GC handle (strong) -> Job")]
    public async Task What_holds_replaced_code_is_named(string statement, string cause)
    {
        await using var bench = new Bench(recycling: s_atOnce);
        await ExecuteAsync(bench, 0, statement);
        await ExecuteAsync(bench, 1, "");

        await bench.VerifyAsync();
        await bench.Leaks.WhenAsync(leaks => leaks.Leaks.Count == 1);

        var leak = bench.Leaks.Leaks[0];
        Assert.True(leak.Cause?.StartsWith(cause, StringComparison.Ordinal) == true, $"{leak}");
        Assert.Equal("job", leak.Module);
        Assert.Equal(leak.Cause, Assert.Single(Assert.Single(bench.Pool.Describe()).Leaked).Cause);
    }

    private static async Task ExecuteAsync(Bench bench, int version, string statement)
    {
        var module = bench.Modules.Compile("job", $$"""
            public sealed class Job : ITask<string, string>
            {
                public Task<string> RunAsync(string input, TaskContext context)
                {
                    var text = input + "{{version}}";
                    {{statement}}
                    return Task.FromResult(text);
                }

                private static void OnExit(object? sender, EventArgs arguments) { }

                private static void Tick(object? state) { }

                private static async Task DelayAsync() { await Task.Delay(60_000); }

                private static void Loop() { while (true) Thread.Sleep(10); }
            }
            """);
        var result = await bench.ExecuteAsync(module, input: "x");
        Assert.True(result.Ending == AttemptEnding.Returned, $"{result.Ending}: {result.Error}");
    }
}
