using System.Diagnostics;

namespace Hearth.Modules.Tests;

/// <summary>No way of changing a file goes unseen, whatever it does to times and sizes.</summary>
public sealed class FreshnessTests : IAsyncLifetime, IDisposable
{
    private const string Source = "public static class Value { public static int Get() => 1; }";
    private readonly Workspace _workspace = new();
    private readonly TaskCompiler _compiler = new();

    private string FilePath => Path.Combine(_workspace.Tasks, "Value.cs");

    [Fact]
    public async Task Edits_of_the_same_size_in_quick_succession_are_all_seen()
    {
        for (var edit = 0; edit < 40; edit++)
        {
            File.WriteAllText(FilePath, Source.Replace("1", (edit % 10).ToString(System.Globalization.CultureInfo.InvariantCulture)));
            Assert.Equal(edit % 10, await ValueAsync());
        }
    }

    [Fact]
    public async Task Edits_are_seen_while_the_compiler_gets_ready()
    {
        File.WriteAllText(FilePath, Source);
        var ready = _compiler.PrestartAsync(_workspace.Request, CancellationToken.None);
        for (var edit = 0; !ready.IsCompleted; edit++)
        {
            File.WriteAllText(FilePath, Source.Replace("1", (edit % 10).ToString(System.Globalization.CultureInfo.InvariantCulture)));
            Assert.Equal(edit % 10, await ValueAsync());
        }

        await ready;
    }

    [Fact]
    public async Task Sources_that_never_rest_are_told_as_long_as_that_lasts()
    {
        var git = Directory.CreateDirectory(Path.Combine(_workspace.Root, ".git")).FullName;
        var held = Path.Combine(git, "index.lock");
        File.WriteAllText(held, "");
        File.WriteAllText(FilePath, Source);
        await using var compiler = new TaskCompiler(new HurriedTime());

        var moving = await compiler.CompileAsync(_workspace.Request, CancellationToken.None);
        var still = await compiler.CompileAsync(_workspace.Request, CancellationToken.None);
        File.WriteAllText(FilePath, Source.Replace("1", "2"));
        var again = await compiler.CompileAsync(_workspace.Request, CancellationToken.None);
        File.Delete(held);
        var rested = await compiler.CompileAsync(_workspace.Request, CancellationToken.None);

        Assert.Equal(("HEARTH2019", null, "HEARTH2019", null), (moving.Restless?.Id, still.Restless?.Id, again.Restless?.Id, rested.Restless?.Id));
        Assert.All(new[] { moving, still, again, rested }, program => Assert.True(program.Succeeded));
    }

    [Fact]
    public async Task An_edit_that_keeps_the_time_of_the_file_is_seen()
    {
        await WriteOldAsync();
        var time = File.GetLastWriteTimeUtc(FilePath);
        File.WriteAllText(FilePath, Source.Replace("1", "2"));
        File.SetLastWriteTimeUtc(FilePath, time);
        Assert.Equal(2, await ValueAsync());
    }

    [Fact]
    public async Task A_file_put_in_place_of_another_is_seen_though_it_is_older()
    {
        await WriteOldAsync();
        var other = _workspace.Write("other.txt", Source.Replace("1", "3"));
        File.SetLastWriteTimeUtc(other, File.GetLastWriteTimeUtc(FilePath));
        File.Move(other, FilePath, overwrite: true);
        Assert.Equal(3, await ValueAsync());
    }

    [Fact]
    public async Task A_link_that_leads_elsewhere_is_seen()
    {
        var first = _workspace.Write("one.txt", Source);
        var second = _workspace.Write("two.txt", Source.Replace("1", "2"));
        File.SetLastWriteTimeUtc(second, File.GetLastWriteTimeUtc(first));
        File.CreateSymbolicLink(FilePath, first);
        Assert.Equal(1, await ValueAsync());
        File.Delete(FilePath);
        File.CreateSymbolicLink(FilePath, second);
        Assert.Equal(2, await ValueAsync());
        File.WriteAllText(second, Source.Replace("1", "4"));
        Assert.Equal(4, await ValueAsync());
    }

    [Fact]
    public async Task A_clock_that_was_set_back_hides_nothing()
    {
        using var early = new TaskCompiler(new SetBack());
        File.WriteAllText(FilePath, Source);
        Assert.Equal(1, await ValueAsync(early));
        File.WriteAllText(FilePath, Source.Replace("1", "2"));
        Assert.Equal(2, await ValueAsync(early));
    }

    [Fact]
    public async Task A_save_that_is_half_done_is_waited_for()
    {
        File.WriteAllText(FilePath, Source[..40]);
        using var compiler = new TaskCompiler(new StandingStill(new DateTimeOffset(File.GetLastWriteTimeUtc(FilePath))));
        var compiling = ValueAsync(compiler);
        // However long this takes, it is a moment after the first half by the compiler's clock.
        File.WriteAllText(FilePath, Source.Replace("1", "5"));
        Assert.Equal(5, await compiling);
    }

    [Fact]
    public async Task A_file_that_is_still_empty_is_waited_for()
    {
        File.WriteAllText(FilePath, "");
        using var compiler = new TaskCompiler(new StandingStill(new DateTimeOffset(File.GetLastWriteTimeUtc(FilePath))));
        var compiling = ValueAsync(compiler);
        File.WriteAllText(FilePath, Source.Replace("1", "6"));
        Assert.Equal(6, await compiling);
    }

    [Fact]
    public async Task A_checkout_of_500_files_is_seen_as_a_whole()
    {
        const int Files = 500;
        Git("init", "--quiet");
        var keys = new List<Coherence.Fingerprint>();
        for (var branch = 0; branch < 2; branch++)
        {
            for (var file = 0; file < Files; file++)
                _workspace.Write($"tasks/inner{file % 10}/F{file}.{(file % 10 == 0 ? "cs" : "txt")}", $"public static class F{file} {{ public static int Get() => {branch}; }}");
            Git("checkout", "--quiet", "-b", $"b{branch}");
            Git("add", "tasks");
            Git("-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "--quiet", "-m", "x");
            keys.Add((await _compiler.CompileAsync(_workspace.Request, CancellationToken.None)).Key);
        }

        for (var turn = 0; turn < 6; turn++)
        {
            var checkout = Task.Run(() => Git("checkout", "--quiet", $"b{turn % 2}"));
            while (!checkout.IsCompleted)
            {
                var program = await _compiler.CompileAsync(_workspace.Request, CancellationToken.None);
                Assert.Contains(program.Key, keys);
            }

            await checkout;
            Assert.Equal(keys[turn % 2], (await _compiler.CompileAsync(_workspace.Request, CancellationToken.None)).Key);
        }
    }

    public Task InitializeAsync() => Task.CompletedTask;

    // What was put off writes into the folder.
    public Task DisposeAsync() => _compiler.SettleAsync(CancellationToken.None);

    public void Dispose()
    {
        _compiler.Dispose();
        _workspace.Dispose();
    }

    /// <summary>A file that is old enough to be known by its stamp.</summary>
    private async Task WriteOldAsync()
    {
        File.WriteAllText(FilePath, Source);
        Assert.Equal(1, await ValueAsync());
        while (Hearth.Coherence.Files.FileStamp.TryRead(FilePath, out var stamp) && !stamp.IsTrusted(Hearth.Coherence.Files.FileStamp.Nanoseconds(DateTimeOffset.UtcNow)))
            await Task.Yield();
        Assert.Equal(1, await ValueAsync());
    }

    private Task<int> ValueAsync() => ValueAsync(_compiler);

    private async Task<int> ValueAsync(TaskCompiler compiler)
    {
        var program = await compiler.CompileAsync(_workspace.Request, CancellationToken.None);
        Assert.True(program.Succeeded, string.Join("\n", program.Diagnostics));
        return (int)Workspace.Load(program, "Value").GetMethod("Get")!.Invoke(null, null)!;
    }

    private void Git(params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = _workspace.Root, RedirectStandardError = true, UseShellExecute = false })!;
        var error = git.StandardError.ReadToEnd();
        git.WaitForExit();
        Assert.True(git.ExitCode == 0, error);
    }

    private sealed class StandingStill(DateTimeOffset at) : TimeProvider
    {
        private readonly Stopwatch _since = Stopwatch.StartNew();

        // After a good while it goes on, or a test whose file stays broken would never end.
        public override DateTimeOffset GetUtcNow() => _since.Elapsed < TimeSpan.FromSeconds(1) ? at : base.GetUtcNow();
    }

    private sealed class SetBack : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() - TimeSpan.FromHours(1);
    }
}
