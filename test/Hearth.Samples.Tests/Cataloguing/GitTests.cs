using Catalogue;
using Hearth.Samples.Tests.Support;

namespace Hearth.Samples.Tests.Cataloguing;

/// <summary>What git says, and how it is run.</summary>
public sealed class GitTests
{
    [Theory]
    [InlineData("fatal: unable to access 'https://example.org/x/': Could not resolve host: example.org", true)]
    [InlineData("fatal: unable to access 'https://example.org/x/': The requested URL returned error: 503", true)]
    [InlineData("error: RPC failed; curl 56 Recv failure: Connection reset by peer\nfatal: early EOF", true)]
    [InlineData("ssh: connect to host example.org port 22: Connection timed out\nfatal: Could not read from remote repository.", true)]
    [InlineData("remote: Repository not found.\nfatal: repository 'https://example.org/x/' not found", false)]
    [InlineData("fatal: '/srv/x.git' does not appear to be a git repository\nfatal: Could not read from remote repository.", false)]
    [InlineData("fatal: could not read Username for 'https://example.org': terminal prompts disabled", false)]
    [InlineData("git@example.org: Permission denied (publickey).\nfatal: The remote end hung up unexpectedly", false)]
    [InlineData("fatal: transport 'ext' not allowed", false)]
    [InlineData("", false)]
    public void Only_what_may_pass_is_transient(string error, bool transient) =>
        Assert.Equal(transient, GitErrors.Of("fetch", error, 128) is TransientException);

    [Fact]
    public void The_message_is_the_line_that_says_what_is_wrong() =>
        Assert.Equal("git fetch: repository 'https://example.org/x/' not found", GitErrors.Of("fetch", "remote: Hello\nfatal: repository 'https://example.org/x/' not found\n", 128).Message);

    [Theory]
    [InlineData("ref: refs/heads/trunk\tHEAD\naa\tHEAD\naa\trefs/heads/trunk\nbb\trefs/heads/main\n", "refs/heads/trunk", "trunk", "aa")]
    [InlineData("aa\tHEAD\nbb\trefs/heads/main\n", "HEAD", null, "aa")]
    [InlineData("ref: refs/heads/gone\tHEAD\nbb\trefs/heads/main\ncc\trefs/heads/a\n", "refs/heads/main", "main", "bb")]
    [InlineData("cc\trefs/heads/b\ndd\trefs/heads/a\nee\trefs/remotes/origin/HEAD\n", "refs/heads/a", "a", "dd")]
    public void The_default_branch_is_copied(string text, string reference, string? branch, string commit) => Assert.Equal(new RemoteHead(reference, branch, commit), RemoteHead.Parse(text));

    [Fact]
    public void A_repository_without_a_branch_is_empty() => Assert.Null(RemoteHead.Parse(""));

    [Fact]
    public async Task A_command_that_takes_too_long_is_ended_and_may_be_tried_again()
    {
        using var folder = new TemporaryFolder();
        var exception = await Assert.ThrowsAsync<TransientException>(() => HangAsync(folder, TimeSpan.FromSeconds(0.3), CancellationToken.None));

        Assert.Contains("took longer than", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_ends_when_the_task_is_asked_to()
    {
        using var folder = new TemporaryFolder();
        using var asked = new CancellationTokenSource();
        var hanging = HangAsync(folder, TimeSpan.FromMinutes(5), asked.Token);
        while (!File.Exists(folder.PathOf("process")))
            await Task.Delay(5);
        await asked.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging);
        var process = File.ReadAllText(folder.PathOf("process")).Trim();
        // Killed; it may take a moment to be gone.
        while (IsRunning(process))
            await Task.Delay(5);
    }

    [Fact]
    public async Task A_repository_around_us_is_not_taken_for_ours()
    {
        using var folder = new TemporaryFolder();
        var git = new GitCommand(TimeSpan.FromMinutes(1), CancellationToken.None);
        await git.RunAsync("init", "--quiet", "--", folder.PathOf("around"));

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => git.RunAsync($"--git-dir={folder.PathOf("around/inside/.git")}", "rev-parse", "HEAD"));

        Assert.Contains("not a git repository", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>A process that is dead and that nobody has asked after yet has no command line.</summary>
    private static bool IsRunning(string process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline").Length > 0;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>An alias that writes its process down, whole, and then sleeps.</summary>
    private static Task<string> HangAsync(TemporaryFolder folder, TimeSpan limit, CancellationToken cancellation) => new GitCommand(limit, cancellation)
        .RunAsync("-c", $"alias.hang=!cd '{folder.Root}' && echo $$ > p && mv p process && exec sleep 300", "hang");
}
