using Hearth.Host.Runs;

namespace Hearth.Cli.Display;

/// <summary>Shows how a run goes on.</summary>
internal interface IProgressDisplay : IDisposable
{
    void Show(RunSnapshot snapshot);
}
