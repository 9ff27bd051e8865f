namespace Hearth.Workers.Processes;

/// <summary>The right to use loaded code until disposed.</summary>
internal sealed class CodeLease(LoadedCode code) : IDisposable
{
    public TaskInvoker Invoker(string type) => code.Invoker(type);

    public void Dispose() => code.Release();
}
