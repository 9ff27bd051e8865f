using Hearth.Host.Views;
using Hearth.Host.Workspaces;
using Hearth.Modules;
using Hearth.Workers.Secrets;
using Hearth.Workflows.Problems;

namespace Hearth.Host.Extensions;

/// <summary>Reports of runs on demand, for <c>hearth report</c>.</summary>
public static class WorkspaceReports
{
    /// <summary>Writes a report into the run's folder.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="run">The run.</param>
    /// <param name="format">The report.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Its file.</returns>
    /// <exception cref="HearthException">There is no such report, or it failed.</exception>
    public static async Task<WrittenReport> WriteAsync(Workspace workspace, RunView run, string format, CancellationToken cancellationToken)
    {
        await using var session = await ExtensionSession.OpenAsync(workspace, cancellationToken);
        var names = session.Extensions.Set?.Names(ExtensionKind.Report) ?? [];
        if (!names.Contains(format))
            throw new HearthException(HostErrorIds.UnknownExtension,
                $"There is no report '{format}'. {(NearestName.Find(format, names) is { } nearest ? $"Did you mean '{nearest}'?" : $"There are: {string.Join(", ", names)}.")}")
            {
                IsUsage = true,
            };
        var result = await new RunReports(session.Calls).WriteAsync(format, run, RunReports.Folder(run.Directory), SecretRedactor.None, cancellationToken);
        return result.Answer is { File: { } file } answer ? new WrittenReport(run.Run, format, file, answer.MediaType ?? "") : throw new HearthException(result.Error!.Id, result.Error.Message);
    }
}
