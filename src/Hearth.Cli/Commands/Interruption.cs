using System.Runtime.InteropServices;
using Hearth.Host.Hosting;

namespace Hearth.Cli.Commands;

/// <summary>Ctrl-C and SIGTERM: the first lets what executes finish, the second ends it at once.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();
    private readonly List<PosixSignalRegistration> _registrations;
    private readonly Lock _lock = new();
    private IRunWatch? _run;
    private int _asked;

    public Interruption() =>
        _registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Ask), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Ask)];

    /// <summary>Asked for with the first, as long as there is no run to drain.</summary>
    public CancellationToken Token => _cancellation.Token;

    /// <summary>Whether it was asked for.</summary>
    public bool IsAsked => Volatile.Read(ref _asked) > 0;

    /// <summary>From now on it is this run that is interrupted.</summary>
    public void Attach(IRunWatch run)
    {
        lock (_lock)
        {
            _run = run;
            if (_asked > 0)
                run.Drain();
        }
    }

    /// <summary>There is no run any more: from now on the token is cancelled.</summary>
    public void Detach()
    {
        lock (_lock)
        {
            _run = null;
            if (_asked > 0)
                _cancellation.Cancel();
        }
    }

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _cancellation.Dispose();
    }

    private void Ask(PosixSignalContext context)
    {
        // Otherwise the system ends the process now.
        context.Cancel = true;
        lock (_lock)
        {
            _asked++;
            if (_run is null)
            {
                _cancellation.Cancel();
                return;
            }

            if (_asked == 1)
            {
                Console.Error.WriteLine("Interrupting: what executes may finish. Once more ends it at once.");
                _run.Drain();
            }
            else
            {
                _run.Stop();
            }
        }
    }
}
