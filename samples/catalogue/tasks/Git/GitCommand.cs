using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Hearth;

namespace Catalogue;

/// <summary>
/// Runs git with a time limit. It never asks anything, runs no hook, makes no link, starts nothing that outlives it, and uses no transport but https, ssh and local files.
/// </summary>
public sealed class GitCommand(TimeSpan limit, CancellationToken cancellation)
{
    private const int MostOutput = 4 * 1024 * 1024;

    private static readonly string[] Options =
    [
        "-c", "protocol.allow=never", "-c", "protocol.https.allow=always", "-c", "protocol.ssh.allow=always", "-c", "protocol.file.allow=always", "-c", "protocol.ext.allow=never",
        "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "core.symlinks=false", "-c", "submodule.recurse=false",
        "-c", "gc.auto=0", "-c", "maintenance.auto=false", "-c", "advice.detachedHead=false",
    ];

    /// <summary>Variables by which a git around us would choose the repository for ours.</summary>
    private static readonly string[] Inherited = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_NAMESPACE", "GIT_PREFIX"];

    /// <returns>What it printed.</returns>
    /// <exception cref="TransientException">It may succeed later: the network, a time limit.</exception>
    /// <exception cref="InvalidOperationException">It will not.</exception>
    public Task<string> RunAsync(params IReadOnlyList<string> arguments) => RunAsync(arguments, new Dictionary<string, string>());

    /// <inheritdoc cref="RunAsync(IReadOnlyList{string})"/>
    public async Task<string> RunAsync(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(limit);
        using var git = Start(arguments, environment);
        try
        {
            git.StandardInput.Close();
            var output = ReadAsync(git.StandardOutput, patience.Token);
            var error = ReadAsync(git.StandardError, patience.Token);
            await Task.WhenAll(output, error);
            await git.WaitForExitAsync(patience.Token);
            return git.ExitCode == 0 ? await output : throw GitErrors.Of(Verb(arguments), await error, git.ExitCode);
        }
        catch (OperationCanceledException exception) when (!cancellation.IsCancellationRequested)
        {
            throw new TransientException($"git {Verb(arguments)} took longer than {limit.TotalSeconds:0} seconds.", exception);
        }
        finally
        {
            if (!git.HasExited)
            {
                git.Kill(entireProcessTree: true);
                git.WaitForExit();
            }
        }
    }

    private static Process Start(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("git", [.. Options, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var name in Inherited)
            start.Environment.Remove(name);
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["GIT_ASKPASS"] = "true";
        start.Environment["GIT_SSH_COMMAND"] = "ssh -o BatchMode=yes -o ConnectTimeout=20";
        // Errors are told apart by their words.
        start.Environment["LC_ALL"] = "C";
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException("The git command was not found.", exception);
        }
    }

    /// <summary>All is read, so that git does not wait; no more is kept than a remote may make us.</summary>
    private static async Task<string> ReadAsync(StreamReader reader, CancellationToken cancellation)
    {
        var text = new StringBuilder();
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer, cancellation) is var read and > 0)
            text.Append(buffer, 0, Math.Min(read, MostOutput - text.Length));
        return text.ToString();
    }

    private static string Verb(IEnumerable<string> arguments) => arguments.First(argument => !argument.StartsWith('-'));
}
