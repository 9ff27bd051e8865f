using Hearth.Cli.Display;

namespace Hearth.Cli.Tests;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(0.0004, "0 ms")]
    [InlineData(0.0994, "99 ms")]
    [InlineData(0.0996, "0.1 s")]
    [InlineData(9.94, "9.9 s")]
    [InlineData(9.96, "10 s")]
    [InlineData(59.4, "59 s")]
    [InlineData(61, "1:01 min")]
    [InlineData(3599, "59:59 min")]
    [InlineData(7384, "2:03 h")]
    public void Times_read_well(double seconds, string text) => Assert.Equal(text, Figures.Seconds(seconds));

    [Fact]
    public void Items_show_failures_rate_and_time_left() =>
        Assert.Equal("412/1,343, 2 failed, 140/s, 6.7 s left", Figures.Items(new ItemFigures(1343, 410, 2, 0, 140)));

    [Fact]
    public void What_is_done_has_no_time_left() => Assert.Equal("3/3", Figures.Items(new ItemFigures(3, 3, 0, 0, 50)));
}
