using Hearth.Workflows.Problems;

namespace Hearth.Workflows.Tests.Problems;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("retires", "retries")]
    [InlineData("Retries", "retries")]
    [InlineData("timout", "timeout")]
    [InlineData("tmieout", "timeout")]
    [InlineData("needz", "needs")]
    [InlineData("isolaton", "isolation")]
    [InlineData("banana", null)]
    [InlineData("x", null)]
    [InlineData("", null)]
    public void The_nearest_name_is_found(string value, string? expected) =>
        Assert.Equal(expected, NearestName.Find(value, ["retries", "timeout", "needs", "isolation", "description"]));

    [Fact]
    public void Long_texts_are_not_compared() => Assert.Null(NearestName.Find(new string('a', 100_000), [new string('a', 99_999)]));
}
