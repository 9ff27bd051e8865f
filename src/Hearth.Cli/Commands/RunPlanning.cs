using Hearth.Cli.Display;
using Hearth.Host.Hosting;
using Hearth.Host.Json;
using Hearth.Host.Runs;
using Hearth.Host.Workspaces;

namespace Hearth.Cli.Commands;

/// <summary><c>hearth run --plan</c>: says what a run would do, and does nothing.</summary>
internal static class RunPlanning
{
    public static async Task<int> RunAsync(Workspace workspace, HostOptions options, Output output, RunRequest request, CancellationToken cancellationToken)
    {
        await using var access = await HostAccess.OpenAsync(workspace, options, cancellationToken);
        var plan = await access.Connection.PlanAsync(request, cancellationToken);
        if (output.IsJson)
            output.Result(PlanViewJson.Write(plan));
        else
            foreach (var line in PlanText.Of(plan))
                output.Line(line);
        return ExitCodes.Done;
    }
}
