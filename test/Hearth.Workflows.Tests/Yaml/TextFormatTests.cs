using Hearth.Workflows.Yaml;

namespace Hearth.Workflows.Tests.Yaml;

public sealed class TextFormatTests
{
    [Theory]
    [InlineData("500ms", 0.5)]
    [InlineData("30s", 30)]
    [InlineData("5m", 300)]
    [InlineData("1h30m", 5400)]
    [InlineData("1.5h", 5400)]
    [InlineData("1d", 86400)]
    [InlineData("0s", 0)]
    [InlineData("1m500ms", 60.5)]
    public void Durations(string text, double seconds)
    {
        Assert.True(DurationText.TryParse(text, out var duration));
        Assert.Equal(seconds, duration.TotalSeconds);
        Assert.True(DurationText.TryParse(DurationText.Format(duration), out var again));
        Assert.Equal(duration, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData("30")]
    [InlineData("s")]
    [InlineData("-5s")]
    [InlineData("5 parsecs")]
    [InlineData("30m1h")]
    [InlineData("1s1s")]
    [InlineData("99999999999d")]
    public void Not_durations(string text) => Assert.False(DurationText.TryParse(text, out _));

    [Theory]
    [InlineData("512B", 512)]
    [InlineData("1kB", 1000)]
    [InlineData("16MiB", 16 * 1024 * 1024)]
    [InlineData("1.5GiB", 1536L * 1024 * 1024)]
    [InlineData("2 TB", 2_000_000_000_000)]
    public void Sizes(string text, long bytes)
    {
        Assert.True(SizeText.TryParse(text, out var size));
        Assert.Equal(bytes, size);
    }

    [Theory]
    [InlineData("16")]
    [InlineData("iB")]
    [InlineData("1iB")]
    [InlineData("-1MB")]
    [InlineData("99999999999999TB")]
    public void Not_sizes(string text) => Assert.False(SizeText.TryParse(text, out _));
}
