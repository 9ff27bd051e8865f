using System.Collections.Immutable;
using Hearth.Workers.Pool;

namespace Hearth.Host.Health;

/// <summary>Says which replaced code does not go, where it is held, and by what.</summary>
internal static class WorkerExamination
{
    public static ImmutableArray<DoctorFinding> Of(WorkerFindings findings, IReadOnlyList<WorkerDescription> workers) =>
    [
        .. findings.Leaks.Select(leak => new DoctorFinding(WorkerFindingIds.CodeLeaked, leak.Subject,
            $"{leak.Versions} replaced version{(leak.Versions == 1 ? "" : "s")} did not go since the host is up; {Where(findings, leak, workers)}. Cause: {leak.Cause}.")),
    ];

    private static string Where(WorkerFindings findings, ModuleLeak leak, IReadOnlyList<WorkerDescription> workers)
    {
        var holding = workers.Select(worker => (Worker: worker, Count: worker.Leaked.Count(module => findings.SubjectOf(module) == leak.Subject))).Where(entry => entry.Count > 0).ToList();
        return holding.Count == 0 ? "the workers that held them were replaced"
            : string.Join(", ", holding.Select(entry => $"worker {entry.Worker.Name} (process {entry.Worker.ProcessId}) holds {entry.Count}"));
    }
}
