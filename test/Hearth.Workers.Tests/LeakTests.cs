using Hearth.Workers.Pool;

namespace Hearth.Workers.Tests;

/// <summary>Code that does not go: it is reported with what holds it, and the worker is replaced in time.</summary>
public sealed class LeakTests
{
    private static readonly RecyclingOptions s_atOnce = new() { LeakAfter = TimeSpan.Zero };

    [Theory]
    [InlineData("AppDomain.CurrentDomain.ProcessExit += OnExit;", "static event System.AppDomain.ProcessExit -> handler Job.OnExit")]
    [InlineData("AppDomain.CurrentDomain.ProcessExit += (_, _) => GC.KeepAlive(text);", "static event System.AppDomain.ProcessExit -> handler Job+<>c__DisplayClass")]
    [InlineData("s_timer = new Timer(Tick, null, 60_000, 60_000);", "timer System.Threading.TimerQueue -> callback Job.Tick")]
    [InlineData("_ = DelayAsync();", "timer System.Threading.TimerQueue -> callback Job.DelayAsync")]
    [InlineData("new Thread(Loop) { IsBackground = true, Name = \"endless\" }.Start();", "thread 'endless' running Job.Loop")]
    [InlineData("dynamic number = new Job(); text = number.ToString();", "static field Microsoft.CSharp.RuntimeBinder.")]
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

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(150)]
    [InlineData(200)]
    [InlineData(300)]
    [InlineData(400)]
    public async Task A_cause_that_cannot_be_found_in_time_is_said_and_harms_nobody(int milliseconds)
    {
        await using var bench = new Bench(recycling: s_atOnce with { InspectionLimit = TimeSpan.FromMilliseconds(milliseconds) });
        await ExecuteAsync(bench, 0, "AppDomain.CurrentDomain.ProcessExit += OnExit;");
        await ExecuteAsync(bench, 1, "");
        var process = (await bench.VerifyAsync()).ProcessId;

        await bench.Leaks.WhenAsync(leaks => leaks.Leaks.Count == 1);

        var leak = bench.Leaks.Leaks[0];
        // A machine may be quick enough after all.
        Assert.True(leak.Cause is not null || leak.Note!.Contains($"not done after {milliseconds / 1000.0:0.#} s; the process has", StringComparison.Ordinal), $"{leak}");
        await ExecuteAsync(bench, 2, "");
        Assert.Equal(process, Assert.Single(bench.Pool.Describe()).ProcessId);
    }

    [Fact]
    public async Task A_worker_is_replaced_before_it_holds_more_than_it_may()
    {
        await using var bench = new Bench(recycling: new RecyclingOptions());
        var most = 0;
        for (var version = 0; version < 120; version++)
        {
            await ExecuteAsync(bench, version, "AppDomain.CurrentDomain.ProcessExit += OnExit;");
            most = Math.Max(most, bench.Pool.Describe().Max(worker => worker.Leaked.Count));
        }

        await bench.Leaks.WhenAsync(leaks => leaks.Replacements.Count >= 2);
        Assert.InRange(most, 30, 50);
        Assert.All(bench.Leaks.Replacements, replaced => Assert.InRange(replaced.Worker.Leaked.Count, 30, 50));
        Assert.All(bench.Leaks.Leaks, leak => Assert.Equal("static event System.AppDomain.ProcessExit -> handler Job.OnExit", leak.Cause));
        Assert.Contains("did not go (50 is the most)", bench.Leaks.Replacements[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worker_is_replaced_before_what_leaks_costs_more_memory_than_it_may()
    {
        await using var bench = new Bench(recycling: new RecyclingOptions { MostBytes = 200 * 1024 * 1024 });
        for (var version = 0; version < 30; version++)
            await ExecuteAsync(bench, version, "s_large = new byte[12 * 1024 * 1024]; Array.Fill(s_large, (byte)1); AppDomain.CurrentDomain.ProcessExit += OnExit;");

        await bench.Leaks.WhenAsync(leaks => leaks.Replacements.Count >= 1);
        Assert.All(bench.Leaks.Replacements, replaced => Assert.InRange(replaced.Worker.LeakedBytes, 100 * 1024 * 1024, 200 * 1024 * 1024));
        Assert.Contains("(200 MiB is the most)", bench.Leaks.Replacements[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_idle_worker_is_replaced_when_some_have_leaked_and_another_is_ready()
    {
        await using var bench = new Bench(recycling: s_atOnce with { ContextsWhenIdle = 3 });
        for (var version = 0; version < 4; version++)
            await ExecuteAsync(bench, version, "AppDomain.CurrentDomain.ProcessExit += OnExit;");
        var process = Assert.Single(bench.Pool.Describe()).ProcessId;

        await bench.Leaks.WhenAsync(leaks => leaks.Replacements.Count == 1);

        Assert.Equal(process, bench.Leaks.Replacements[0].Worker.ProcessId);
        await Processes.WhenGoneAsync(process);
        await Processes.WhenCountIsAsync(bench.Folder, 1);
        await bench.AssertWorksAsync();
    }

    [Fact]
    public async Task An_attempt_that_executes_is_not_ended_by_the_replacement_of_its_worker()
    {
        await using var bench = new Bench(recycling: new RecyclingOptions { MostContexts = 4 });
        for (var version = 0; version < 2; version++)
            await ExecuteAsync(bench, version, "AppDomain.CurrentDomain.ProcessExit += OnExit;");
        var go = Path.Combine(bench.Folder, "go");
        var observer = new RecordingObserver();
        var last = bench.Modules.Compile("job", """
            public sealed class Job : ITask<string, string>
            {
                public async Task<string> RunAsync(string input, TaskContext context)
                {
                    context.Log.Information($"pid {Environment.ProcessId}");
                    while (!File.Exists(input)) await Task.Delay(5);
                    return "done";
                }
            }
            """);
        var attempt = bench.ExecuteAsync(last, input: go, observer: observer);
        var process = await observer.WhenBegunAsync();
        Assert.Contains("did not go", (await bench.VerifyAsync()).Leaving, StringComparison.Ordinal);
        Assert.True(Processes.Lives(process));

        await File.WriteAllTextAsync(go, "");

        Assert.Equal("done", (await attempt).Output!.Value.GetString());
        await Processes.WhenGoneAsync(process);
        await bench.AssertWorksAsync();
    }

    private static async Task ExecuteAsync(Bench bench, int version, string statement)
    {
        var module = bench.Modules.Compile("job", $$"""
            public sealed class Job : ITask<string, string>
            {
                private static Timer? s_timer;
                private static byte[]? s_large;

                public Task<string> RunAsync(string input, TaskContext context)
                {
                    GC.KeepAlive((s_timer, s_large));
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
