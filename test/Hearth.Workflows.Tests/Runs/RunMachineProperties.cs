using FsCheck;
using FsCheck.Fluent;

namespace Hearth.Workflows.Tests.Runs;

public sealed class RunMachineProperties
{
    [Fact]
    public void Whatever_happens_to_a_run_it_agrees_with_the_model_and_ends() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(RunCases.Count), Prop.ForAll(RunCases.Any, run => new RunDriver(run).Play()));
}
