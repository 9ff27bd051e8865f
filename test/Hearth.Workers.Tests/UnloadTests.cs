using System.Diagnostics;

namespace Hearth.Workers.Tests;

/// <summary>Replaced code is really gone, whatever it did that can be undone.</summary>
public sealed class UnloadTests
{
    [Theory]
    [InlineData("plain", "await Task.CompletedTask;")]
    [InlineData("async", "await Task.Yield(); await Task.Delay(1); await Task.WhenAll(Enumerable.Range(0, 4).Select(async n => await Task.Run(() => n)));")]
    [InlineData("json", "input = System.Text.Json.JsonSerializer.Deserialize<Data>(System.Text.Json.JsonSerializer.Serialize(new Data(input, [new Data(input, [])])))!.Text; await Task.Yield();")]
    [InlineData("regex", "input = new System.Text.RegularExpressions.Regex(\"^(.)\" + Version, System.Text.RegularExpressions.RegexOptions.Compiled).Replace(input, match => match.Value); await Task.Yield();")]
    [InlineData("timer", "var done = new TaskCompletionSource(); using (new Timer(_ => done.TrySetResult(), null, 1, 1)) await done.Task;")]
    [InlineData("descriptor", "foreach (System.ComponentModel.PropertyDescriptor property in System.ComponentModel.TypeDescriptor.GetProperties(new Data(input, []))) input = property.GetValue(new Data(input, [])) as string ?? input; await Task.Yield();")]
    [InlineData("caught", "try { await Task.Yield(); throw new Fault(); } catch (Fault) { }")]
    [InlineData("cancellation", "context.CancellationToken.Register(() => GC.KeepAlive(this)); await Task.Yield();")]
    [InlineData("local", "s_local.Value = new Data(input, []); await Task.Yield(); await Task.Run(() => GC.KeepAlive(s_local.Value));")]
    [InlineData("thread", "var thread = new Thread(() => t_data = new Data(input, [])); thread.Start(); thread.Join(); t_data = new Data(input, []); await Task.Yield();")]
    [InlineData("linq", "System.Linq.Expressions.Expression<Func<Data, string>> text = data => data.Text; input = text.Compile()(new Data(input, [])); await Task.Yield();")]
    [InlineData("activator", "input = ((Data)Activator.CreateInstance(typeof(Data), input, new List<Data>())!).Text; input = (string)typeof(Data).GetProperty(\"Text\")!.GetValue(new Data(input, []))!; await Task.Yield();")]
    public async Task It_unloads(string what, string statement)
    {
        await using var bench = new Bench();
        for (var version = 0; version < 6; version++)
            await ExecuteAsync(bench, version, statement);

        var worker = await bench.VerifyAsync();

        Assert.True(worker.Leaked.Count == 0, $"{what}: {string.Join(", ", worker.Leaked)}");
        Assert.Equal((1, 5), (worker.Modules, worker.Unloaded));
    }

    [Fact]
    public async Task It_unloads_when_it_failed()
    {
        await using var bench = new Bench();
        for (var version = 0; version < 6; version++)
        {
            var result = await bench.ExecuteAsync(Compile(bench, version, "await Task.Yield(); throw new Fault();"), input: "x");
            Assert.Equal("Fault", result.Error!.Type);
        }

        Assert.Empty((await bench.VerifyAsync()).Leaked);
    }

    [Fact]
    public async Task A_delay_that_was_left_behind_is_no_leak_once_it_has_ended()
    {
        await using var bench = new Bench();
        await ExecuteAsync(bench, 0, "_ = LeftAsync(); await Task.Yield();");
        await ExecuteAsync(bench, 1, "await Task.Yield();");
        Assert.Single((await bench.VerifyAsync()).Leaked);

        var watch = Stopwatch.StartNew();
        while ((await bench.VerifyAsync()).Leaked.Count > 0)
            Assert.True(watch.Elapsed < Bench.Patience, "it is still there");
        Assert.Empty(bench.Leaks.Leaks);
    }

    [Fact]
    public async Task A_worker_looks_by_itself_when_nothing_happens()
    {
        await using var bench = new Bench();
        for (var version = 0; version < 3; version++)
            await ExecuteAsync(bench, version, "await Task.Yield();");

        var watch = Stopwatch.StartNew();
        while (Assert.Single(bench.Pool.Describe()).Unloaded < 2)
        {
            Assert.True(watch.Elapsed < Bench.Patience, "it does not look");
            await Task.Delay(20);
        }
    }

    [Fact]
    public async Task Hundreds_of_reloads_leave_nothing_behind()
    {
        const int Reloads = 300, MegaByte = 1024 * 1024;
        await using var bench = new Bench();
        for (var version = 0; version < 20; version++)
            await ExecuteAsync(bench, version, "await Task.Yield();");
        var before = (await bench.VerifyAsync()).WorkingSet;

        for (var version = 20; version < 20 + Reloads; version++)
            await ExecuteAsync(bench, version, "await Task.Yield(); input = System.Text.Json.JsonSerializer.Serialize(new Data(input, []));");

        var worker = await bench.VerifyAsync();
        Assert.Equal((1, Reloads + 19, 0), (worker.Modules, (int)worker.Unloaded, worker.Leaked.Count));
        Assert.InRange((worker.WorkingSet - before) / MegaByte, -60, 60);
    }

    private static async Task ExecuteAsync(Bench bench, int version, string statement)
    {
        var result = await bench.ExecuteAsync(Compile(bench, version, statement), input: "x");
        Assert.True(result.Output?.GetString() is { Length: > 0 }, $"{result.Ending}: {result.Error}");
    }

    private static Module Compile(Bench bench, int version, string statement) => bench.Modules.Compile("job", $$"""
        public sealed record Data(string Text, List<Data> More);

        public sealed class Fault : Exception;

        public sealed class Job : ITask<string, string>
        {
            private const int Version = {{version}};
            private static readonly AsyncLocal<Data?> s_local = new();
            [ThreadStatic] private static Data? t_data;

            public async Task<string> RunAsync(string input, TaskContext context)
            {
                GC.KeepAlive((s_local, t_data, Version));
                {{statement}}
                return input;
            }

            private static async Task LeftAsync() { await Task.Delay(1500); }
        }
        """);
}
