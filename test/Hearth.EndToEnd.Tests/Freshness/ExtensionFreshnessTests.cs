using Hearth.EndToEnd.Tests.Support;

namespace Hearth.EndToEnd.Tests.Freshness;

/// <summary>An edited extension of any kind is used as it is now: by a host that stays up on the same worker, and by one that is new.</summary>
public sealed class ExtensionFreshnessTests
{
    [Theory]
    [InlineData("task", true)]
    [InlineData("task", false)]
    [InlineData("resource", true)]
    [InlineData("resource", false)]
    [InlineData("vault", true)]
    [InlineData("vault", false)]
    [InlineData("store", true)]
    [InlineData("store", false)]
    [InlineData("report", true)]
    [InlineData("report", false)]
    public async Task Each_edit_is_seen_by_the_next_use(string kind, bool hosted)
    {
        using var workspace = new TestWorkspace(Subject.Settings(kind));
        using var host = hosted ? await workspace.ServeAsync() : null;
        var subject = new Subject(workspace, kind);
        subject.Write();
        var first = await subject.UseAsync();
        Assert.True(first.Version == subject.Version, $"as it was written: {first.Result}");

        await SeesAsync("own body", () => subject.Own = "o2");
        await SeesAsync("helper's body", () => subject.Helper = "h2");
        await SeesAsync("helper's constant", () => subject.Constant = "c2");
        await SeesAsync("helper's file renamed", () =>
        {
            File.Delete(workspace.PathOf(subject.HelperFile));
            (subject.HelperFile, subject.Helper) = ("tasks/Renamed.cs", "h3");
        });
        await SeesAsync("type moved to another file", () =>
        {
            File.Delete(workspace.PathOf(subject.File));
            (subject.File, subject.Own) = ("tasks/deeper/Moved.cs", "o3");
        });
        await FailsAsync("broken", $"{subject.File}:4:", () => workspace.Write(subject.File, File.ReadAllText(workspace.PathOf(subject.File)).Replace("sealed class", "saeled class", StringComparison.Ordinal)));
        await SeesAsync("mended", () => subject.Own = "o4");
        await FailsAsync("helper broken", $"{subject.HelperFile}:5:", () => workspace.Write(subject.HelperFile, File.ReadAllText(workspace.PathOf(subject.HelperFile)).Replace("=> \"", "=> !\"", StringComparison.Ordinal)));
        await SeesAsync("helper mended", () => subject.Helper = "h4");
        await FailsAsync("deleted", kind == "resource" ? "tasks/Borrow.cs:" : "'subject'", () => File.Delete(workspace.PathOf(subject.File)));
        await SeesAsync("a new file takes over the name", () => (subject.File, subject.Type, subject.Own) = ("tasks/Newcomer.cs", "Newcomer", "n1"));

        if (host is not null)
            await workspace.StopAsync(host);

        async Task SeesAsync(string edit, Action change)
        {
            change();
            subject.Write();
            var seen = await subject.UseAsync();
            Assert.True(seen.Version == subject.Version, $"{edit}: saw {seen.Version}, not {subject.Version}. {seen.Result}");
            Assert.True(hosted == (seen.Process == first.Process), $"{edit}: worker {seen.Process} after {first.Process}");
        }

        async Task FailsAsync(string edit, string message, Action change)
        {
            change();
            var seen = await subject.UseAsync();
            Assert.True(seen.Version is null && seen.Result.ExitCode is 1 or 2, $"{edit}: saw {seen.Version}. {seen.Result}");
            Assert.True(seen.Result.Error.Contains(message, StringComparison.Ordinal), $"{edit}: '{message}' is not in {seen.Result}");
        }
    }
}
