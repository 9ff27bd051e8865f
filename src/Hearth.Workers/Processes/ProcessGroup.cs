namespace Hearth.Workers.Processes;

/// <summary>
/// The processes that belong to this worker: itself and what its tasks start. They end together: no orphan outlives the host.
/// </summary>
internal sealed class ProcessGroup
{
    private readonly bool _leads;

    private ProcessGroup(bool leads) => _leads = leads;

    /// <summary>Makes the process the leader of a session of its own, so that a Ctrl-C in the host's terminal does not reach it: the host decides.</summary>
    public static ProcessGroup BecomeLeader()
    {
        if (OperatingSystem.IsWindows())
            return new ProcessGroup(false);
        var leads = NativeMethods.NewSession() > 0;
        // A stopped worker would not see the end of its input. When the host dies the kernel continues it, and then it does.
        if (OperatingSystem.IsLinux())
        {
            NativeMethods.ProcessControl(NativeMethods.ParentDeathSignal, NativeMethods.SignalContinue);
            // Where the system lets only parents look into a process's memory: the host, and the inspector that it starts. Fails where there is no such rule.
            NativeMethods.ProcessControl(NativeMethods.AllowTracer, (nuint)NativeMethods.Parent());
        }

        return new ProcessGroup(leads);
    }

    /// <summary>Ends all of it at once, whatever the tasks are doing. Does not return.</summary>
    public void Kill()
    {
        // The host does this too, unless it was killed itself.
        DiagnosticFiles.Delete(Environment.ProcessId);
        if (_leads)
            NativeMethods.Kill(0, NativeMethods.SignalKill);
        // Not reached where the group was killed. No finalizers, no handlers of task code: they could hang.
        System.Diagnostics.Process.GetCurrentProcess().Kill(entireProcessTree: !OperatingSystem.IsLinux());
    }
}
