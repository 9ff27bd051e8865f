using Hearth.Workers.Pool;
using Hearth.Workers.Protocol;

namespace Hearth.Workers.Tests;

public sealed class FailureTests
{
    [Fact]
    public async Task A_thrown_exception_is_described_with_its_places_and_causes()
    {
        await using var bench = new Bench();

        var error = await FailAsync(bench, "Failing+Throws", AttemptErrorIds.Threw, new { text = "the message" });

        Assert.Equal(("the message", "System.InvalidOperationException", false), (error.Message, error.Type, error.Transient));
        Assert.Equal(
            ["Hearth.Workers.Tests.Tasks.Failing.Throws.OuterAsync", "Hearth.Workers.Tests.Tasks.Failing.Throws.RunAsync"],
            error.Frames.Select(frame => frame.Method));
        Assert.All(error.Frames, frame =>
        {
            Assert.EndsWith("Failing.cs", frame.File, StringComparison.Ordinal);
            Assert.True(frame.Line > 0);
        });
        var lines = await File.ReadAllLinesAsync(error.Frames[0].File!);
        Assert.Contains("throw new InvalidOperationException(text, exception)", lines[error.Frames[0].Line - 1], StringComparison.Ordinal);
        Assert.Equal(("the cause", "System.ArgumentException"), (error.Inner!.Message, error.Inner.Type));
        Assert.Equal("Hearth.Workers.Tests.Tasks.Failing.Throws.Inner", error.Inner.Frames[0].Method);
        Assert.Null(error.Inner.Inner);
    }

    [Fact]
    public async Task Lambdas_and_local_functions_are_shown_as_they_stand_in_the_source()
    {
        await using var bench = new Bench();

        var error = await FailAsync(bench, "Failing+ThrowsInLambdas", AttemptErrorIds.Threw);

        const string Class = "Hearth.Workers.Tests.Tasks.Failing.ThrowsInLambdas";
        Assert.Equal([$"{Class}.RunAsync.LocalAsync", $"{Class}.RunAsync", $"{Class}.RunAsync"], error.Frames.Select(frame => frame.Method));
    }

    [Fact]
    public async Task A_transient_exception_says_so_and_what_was_printed_before_is_logged()
    {
        await using var bench = new Bench();
        var observer = new RecordingObserver();

        var result = await bench.ExecuteAsync("Failing+ThrowsAtOnce", observer: observer);

        Assert.Equal((AttemptEnding.Failed, "busy", true), (result.Ending, result.Error!.Message, result.Error.Transient));
        Assert.Equal("last words", Assert.Single(observer.Entries).Text);
    }

    [Fact]
    public async Task Several_exceptions_are_all_told()
    {
        await using var bench = new Bench();

        var several = await FailAsync(bench, "Failing+ThrowsSeveral", AttemptErrorIds.Threw);
        var one = await FailAsync(bench, "Failing+ThrowsOneInAggregate", AttemptErrorIds.Threw);

        Assert.Contains("first", several.Message, StringComparison.Ordinal);
        Assert.Contains("second", several.Message, StringComparison.Ordinal);
        Assert.Equal(("only", "System.InvalidOperationException"), (one.Message, one.Type));
    }

    [Fact]
    public async Task An_exception_whose_message_cannot_be_read_still_ends_the_attempt()
    {
        await using var bench = new Bench();

        var error = await FailAsync(bench, "Failing+ThrowsUnreadable", AttemptErrorIds.Threw);

        Assert.Contains("System.InvalidOperationException", error.Message, StringComparison.Ordinal);
        Assert.Equal("Hearth.Workers.Tests.Tasks.Failing+UnreadableException", error.Type);
    }

    [Theory]
    [InlineData("Failing+ThrowsOnConstruction", AttemptErrorIds.Threw, "not made")]
    [InlineData("Failing+ReturnsNull", AttemptErrorIds.ReturnedNull, "null")]
    [InlineData("Failing+ReturnsNoTask", AttemptErrorIds.NotSerializable, "null Task")]
    [InlineData("Failing+ReturnsCycle", AttemptErrorIds.NotSerializable, "cycle")]
    [InlineData("Reaching+NotATask", AttemptErrorIds.CannotLoad, "does not implement ITask")]
    [InlineData("Reaching+Absent", AttemptErrorIds.CannotLoad, "Absent")]
    public async Task What_is_wrong_with_a_task_is_said(string type, string id, string message)
    {
        await using var bench = new Bench();

        var error = await FailAsync(bench, type, id);

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        await bench.AssertWorksAsync();
    }

    [Theory]
    [InlineData("""{"text":7}""")]
    [InlineData("""{"number":7}""")]
    [InlineData("""{"text":null}""")]
    [InlineData("null")]
    [InlineData("[]")]
    public async Task An_input_of_another_form_is_refused(string input)
    {
        await using var bench = new Bench();

        await FailAsync(bench, "Talking+Echo", AttemptErrorIds.InvalidInput, System.Text.Json.JsonElement.Parse(input));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(63)]
    [InlineData(64)]
    public async Task An_output_may_be_as_deep_as_the_serializer_allows(int depth)
    {
        await using var bench = new Bench();

        var result = await bench.ExecuteAsync("Failing+ReturnsDeep", new { text = "", number = depth });

        Assert.True(result.Ending == AttemptEnding.Returned, result.Error?.Message);
    }

    [Fact]
    public async Task An_output_that_is_too_deep_is_an_error_of_the_task()
    {
        await using var bench = new Bench();

        await FailAsync(bench, "Failing+ReturnsDeep", AttemptErrorIds.NotSerializable, new { text = "", number = 70 });
    }

    [Fact]
    public async Task An_output_that_is_too_large_is_an_error_of_the_task()
    {
        await using var bench = new Bench();

        var error = await FailAsync(bench, "Failing+ReturnsHuge", AttemptErrorIds.NotSerializable, new { text = "", number = 257 });

        Assert.Contains("257 MiB", error.Message, StringComparison.Ordinal);
        await bench.AssertWorksAsync();
    }

    [Fact]
    public async Task An_input_that_is_too_large_is_an_error_of_the_attempt()
    {
        await using var bench = new Bench();

        var error = await FailAsync(bench, "Talking+Echo", AttemptErrorIds.InvalidInput, new { text = "", more = Enumerable.Repeat(new string('x', 1024 * 1024), 257) });

        Assert.Contains("257 MiB", error.Message, StringComparison.Ordinal);
        await bench.AssertWorksAsync();
    }

    [Fact]
    public async Task Code_that_is_not_there_or_no_code_is_an_error_of_the_attempt()
    {
        await using var bench = new Bench();
        var noCode = Path.Combine(bench.Folder, "no-code.dll");
        await File.WriteAllTextAsync(noCode, "not an assembly");

        var missing = await bench.ExecuteAsync("Talking+Echo", code: Bench.Module(Bench.Key('1'), Path.Combine(bench.Folder, "missing.dll")));
        var broken = await bench.ExecuteAsync("Talking+Echo", code: Bench.Module(Bench.Key('2'), noCode));

        Assert.Equal((AttemptEnding.Failed, AttemptErrorIds.CannotLoad), (missing.Ending, missing.Error!.Id));
        Assert.Equal((AttemptEnding.Failed, AttemptErrorIds.CannotLoad), (broken.Ending, broken.Error!.Id));
        await bench.AssertWorksAsync();
    }

    [Fact]
    public async Task A_path_out_of_the_workspace_has_an_error_of_its_own()
    {
        await using var bench = new Bench();

        var error = await FailAsync(bench, "Reaching+Resolves", AttemptErrorIds.OutsideWorkspace, new { text = "../secret" });

        Assert.Contains("'../secret'", error.Message, StringComparison.Ordinal);
    }

    private static async Task<AttemptError> FailAsync(Bench bench, string type, string id, object? input = null)
    {
        var result = await bench.ExecuteAsync(type, input);

        Assert.True(result.Ending == AttemptEnding.Failed, $"{result.Ending} {result.Error?.Message}");
        Assert.True(result.Error!.Id == id, $"{result.Error}");
        Assert.Null(result.Output);
        return result.Error;
    }
}
