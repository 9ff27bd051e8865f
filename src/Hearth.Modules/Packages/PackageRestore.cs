using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Hearth.Modules.Packages;

/// <summary>Runs <c>dotnet restore</c> on a project.</summary>
internal static partial class PackageRestore
{
    /// <returns>Null when it succeeded, otherwise what it said.</returns>
    public static async Task<string?> RunAsync(string command, string project, CancellationToken cancellationToken)
    {
        using var process = new Process { StartInfo = Start(command, project) };
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            return $"'{command}' cannot be started. {exception.Message}";
        }

        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0 ? null : Summary(await output + await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static ProcessStartInfo Start(string command, string project)
    {
        var start = new ProcessStartInfo(command)
        {
            ArgumentList = { "restore", project, "--verbosity", "quiet", "-nodeReuse:false", "--disable-build-servers" },
            WorkingDirectory = Path.GetDirectoryName(project),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };

        // When this process was itself started by MSBuild (dotnet test, dotnet run), its variables would bind the child to that build.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        return start;
    }

    /// <summary>The errors in the output, or all of it where none can be told apart.</summary>
    internal static string Summary(string output)
    {
        var errors = ErrorPattern().Matches(output).Select(match => match.Groups["error"].Value.Trim()).Distinct(StringComparer.Ordinal).ToArray();
        return errors.Length > 0 ? string.Join(" ", errors) : string.Join(" ", output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
    }

    [GeneratedRegex(@"error (?<error>[A-Z]+\d+: .*?)(?: \[[^\]]*\])?\s*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ErrorPattern();
}
