using Hearth.Host.Runs;

namespace Hearth.Cli.Display;

/// <summary>Shows how a run goes on.</summary>
internal interface IProgressDisplay : IAsyncDisposable
{
    void Show(RunSnapshot snapshot);
}
