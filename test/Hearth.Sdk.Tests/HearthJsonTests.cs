using System.Text.Json;

namespace Hearth.Sdk.Tests;

public sealed class HearthJsonTests
{
    private enum Colour
    {
        DarkRed,
    }

    private sealed record Sample(string Name, Colour Colour, int? Size = null);

    [Fact]
    public void Names_and_enums_are_camel_case() =>
        Assert.Equal("""{"name":"x","colour":"darkRed","size":null}""", JsonSerializer.Serialize(new Sample("x", Colour.DarkRed), HearthJson.CreateOptions()));

    [Theory]
    [InlineData("""{"colour":"darkRed"}""")]
    [InlineData("""{"name":null,"colour":"darkRed"}""")]
    [InlineData("""{"name":"x","colour":0}""")]
    public void What_is_missing_null_or_a_number_for_an_enum_is_refused(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Sample>(json, HearthJson.CreateOptions()));

    [Fact]
    public void Each_call_gives_options_of_its_own() => Assert.NotSame(HearthJson.CreateOptions(), HearthJson.CreateOptions());
}
