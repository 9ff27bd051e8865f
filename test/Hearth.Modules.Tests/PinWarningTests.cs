namespace Hearth.Modules.Tests;

/// <summary>What keeps replaced code in memory is said at its line. That it really does is shown by the tests of workers.</summary>
public sealed class PinWarningTests : IDisposable
{
    private readonly Workspace _workspace = new();

    [Theory]
    [InlineData("HEARTH2040", "AppDomain.CurrentDomain.ProcessExit += Handle;")]
    [InlineData("HEARTH2040", "Console.CancelKeyPress += (_, _) => { };")]
    [InlineData("HEARTH2040", "TaskScheduler.UnobservedTaskException += (_, _) => { };")]
    [InlineData("HEARTH2040", "System.Runtime.Loader.AssemblyLoadContext.Default.Unloading += _ => { };")]
    [InlineData("HEARTH2040", "AppDomain.CurrentDomain.ProcessExit += new EventHandler(Handle);")]
    [InlineData("HEARTH2041", "new Thread(() => { }).Start();")]
    [InlineData("HEARTH2041", "Thread thread = new(() => { }); thread.Start();")]
    [InlineData("HEARTH2042", "s_timer = new Timer(_ => { }, null, 1, 1);")]
    [InlineData("HEARTH2042", "_timer = new Timer(_ => GC.KeepAlive(this), null, 1, 1);")]
    [InlineData("HEARTH2042", "Timer? timer = null; timer = new Timer(_ => GC.KeepAlive(timer), null, 1, 1);")]
    [InlineData("HEARTH2042", "var timer = new System.Timers.Timer(1000); timer.Elapsed += Handle; timer.Start();")]
    [InlineData("HEARTH2043", "System.Runtime.InteropServices.GCHandle.Alloc(this);")]
    [InlineData("HEARTH2043", "System.Runtime.InteropServices.GCHandle.Alloc(this, System.Runtime.InteropServices.GCHandleType.Normal);")]
    [InlineData("HEARTH2044", "dynamic text = input; GC.KeepAlive(text.Length);")]
    [InlineData("HEARTH2045", "System.ComponentModel.TypeDescriptor.AddAttributes(typeof(Job), new System.ComponentModel.DescriptionAttribute());")]
    [InlineData("HEARTH2046", "new System.Diagnostics.Metrics.Meter(\"m\").CreateObservableGauge(\"g\", () => 1);")]
    [InlineData("HEARTH2046", "var meter = new System.Diagnostics.Metrics.Meter(\"m\"); meter.CreateObservableGauge(\"g\", () => 1);")]
    public async Task Warns_at_the_line(string id, string statement)
    {
        Write(statement);

        var warning = Assert.Single(Pins(await _workspace.CompileSuccessfullyAsync()));

        Assert.Equal((id, SourceSeverity.Warning, "tasks/Job.cs", 18), (warning.Id, warning.Severity, warning.File, warning.Line));
        Assert.True(warning.Column > 1);
    }

    [Theory]
    [InlineData("AppDomain.CurrentDomain.ProcessExit += Handle; AppDomain.CurrentDomain.ProcessExit -= Handle;")]
    [InlineData("Own += Handle; Job.Own += Handle; new Other().Rung += Handle; Other.All += Handle;")]
    [InlineData("var process = new System.Diagnostics.Process(); process.Exited += Handle;")]
    [InlineData("s_other.Exited += Handle;")]
    [InlineData("var other = new Other(); var more = 3; other.Count += more; other.Text += input;")]
    [InlineData("var thread = new Thread(() => { }); thread.Start(); thread.Join();")]
    [InlineData("Thread.Sleep(0); Thread.CurrentThread.Name = \"x\";")]
    [InlineData("using var timer = new Timer(_ => { }, null, 1, 1);")]
    [InlineData("await using (new Timer(_ => { }, null, 1, 1)) await Task.Yield();")]
    [InlineData("var timer = new Timer(_ => { }, null, 1, 1); await timer.DisposeAsync();")]
    [InlineData("_timer = new Timer(_ => GC.KeepAlive(this), null, 1, 1); _timer?.Dispose();")]
    [InlineData("_ = new Timer(_ => { }, null, 1, 1);")]
    [InlineData("var timer = new Timer(_ => { }, null, 1, 1); GC.KeepAlive(timer);")]
    [InlineData("var timer = new PeriodicTimer(TimeSpan.FromSeconds(1)); GC.KeepAlive(timer);")]
    [InlineData("var handle = System.Runtime.InteropServices.GCHandle.Alloc(this); handle.Free();")]
    [InlineData("System.Runtime.InteropServices.GCHandle.Alloc(this, System.Runtime.InteropServices.GCHandleType.Weak);")]
    [InlineData("var dynamic = input; GC.KeepAlive(dynamic);")]
    [InlineData("System.ComponentModel.TypeDescriptor.GetProperties(this);")]
    [InlineData("using var meter = new System.Diagnostics.Metrics.Meter(\"m\"); meter.CreateObservableGauge(\"g\", () => 1);")]
    [InlineData("var meter = new System.Diagnostics.Metrics.Meter(\"m\"); meter.CreateCounter<int>(\"c\");")]
    [InlineData("s_kept = this;")]
    public async Task Does_not_cry_wolf(string statement)
    {
        Write(statement);

        Assert.Empty(Pins(await _workspace.CompileSuccessfullyAsync()));
    }

    [Fact]
    public async Task A_pragma_silences_it()
    {
        Write("\n#pragma warning disable HEARTH2041\nnew Thread(() => { }).Start();\n#pragma warning restore HEARTH2041\n");

        Assert.Empty(Pins(await _workspace.CompileSuccessfullyAsync()));
    }

    [Fact]
    public async Task The_project_silences_it()
    {
        Write("new Thread(() => { }).Start();");
        _workspace.Write("tasks/tasks.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <NoWarn>$(NoWarn);HEARTH2041</NoWarn>
              </PropertyGroup>
            </Project>
            """);

        Assert.Empty(Pins(await _workspace.CompileSuccessfullyAsync()));
    }

    [Fact]
    public async Task Code_that_is_reused_says_it_again_and_an_edit_takes_it_back()
    {
        using var compiler = new TaskCompiler();
        Write("await Task.Yield();");
        await compiler.CompileAsync(_workspace.Request, CancellationToken.None);

        Write("new Thread(() => { }).Start();");
        var edited = await compiler.CompileAsync(_workspace.Request, CancellationToken.None);
        await compiler.SettleAsync(CancellationToken.None);
        var again = await compiler.CompileAsync(_workspace.Request, CancellationToken.None);
        var restarted = await _workspace.CompileAsync();
        Write("await Task.Yield();");
        var mended = await compiler.CompileAsync(_workspace.Request, CancellationToken.None);

        Assert.Single(Pins(edited));
        Assert.True(again.Reused && restarted.Reused);
        Assert.Equal(Pins(edited), Pins(again));
        Assert.Equal(Pins(edited), Pins(restarted));
        Assert.Empty(Pins(mended));
    }

    public void Dispose() => _workspace.Dispose();

    private static SourceDiagnostic[] Pins(CompiledProgram program) => [.. program.Diagnostics.Where(diagnostic => diagnostic.Id.StartsWith("HEARTH204", StringComparison.Ordinal))];

    private void Write(string statement) => _workspace.Write("tasks/Job.cs", $$"""
        using Hearth;

        public sealed class Other { public event EventHandler? Rung; public static event EventHandler? All; public int Count { get; set; } public string Text { get; set; } = ""; void Use() { Rung?.Invoke(this, EventArgs.Empty); All?.Invoke(this, EventArgs.Empty); } }

        public sealed class Job : ITask<string, string>
        {
            private static readonly System.Diagnostics.Process s_other = new();
            private static Timer? s_timer;
            private static object? s_kept;
            private Timer? _timer;
            private static event EventHandler? Own;
            private static void Handle(object? sender, EventArgs arguments) => Own?.Invoke(sender, arguments);

            public async Task<string> RunAsync(string input, TaskContext context)
            {
                GC.KeepAlive((s_timer, s_kept, _timer, s_other));
                await Task.Yield();
                {{statement}}
                return input;
            }
        }
        """);
}
