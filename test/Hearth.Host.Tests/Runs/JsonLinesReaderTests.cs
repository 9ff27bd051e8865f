using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Hearth.Host.Runs;

namespace Hearth.Host.Tests.Runs;

/// <summary>JSON Lines: whatever the line ends and lengths, each value is read once; what is none is told with its place.</summary>
public sealed class JsonLinesReaderTests
{
    [Fact]
    public void Values_come_out_as_they_went_in() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue - 1)), seed =>
        {
            var random = new Random(seed);
            var values = Enumerable.Range(0, random.Next(40)).Select(_ => random.Next(4) switch
            {
                0 => $"\"{new string('x', random.Next(200_000))}\"",
                1 => $"{{\"a\":[{random.Next()}]}}",
                _ => $"{random.Next()}",
            }).ToList();
            var text = new StringBuilder(random.Next(2) == 0 ? "\uFEFF" : "");
            foreach (var value in values)
            {
                for (var empty = random.Next(3); empty > 0; empty--)
                    text.Append(random.Next(2) == 0 ? "\n" : "  \r\n");
                text.Append(random.Next(3) == 0 ? " " : "").Append(value).Append(random.Next(2) == 0 ? "\n" : "\r\n");
            }

            if (values.Count > 0 && random.Next(2) == 0)
                text.Length -= text[^2] == '\r' ? 2 : 1;

            using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text.ToString()));
            Assert.Equal(values, JsonLinesReader.Read(stream, "items").Select(value => Encoding.UTF8.GetString(value.Span)));
        }));

    [Theory]
    [InlineData("{\"n\": 1}\n\n{\"n\": }\n", "items.jsonl:3:7:")]
    [InlineData("plain text\n", "items.jsonl:1:1:")]
    [InlineData("1\n2 3\n", "items.jsonl:2:3:")]
    [InlineData("1\n\"\\ud800\"\n", "items.jsonl:2:")]
    [InlineData("{\"a\": 1", "items.jsonl:1:8:")]
    public void A_line_that_is_none_is_told_with_its_place(string text, string place)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));

        var exception = Assert.Throws<ItemListException>(() => JsonLinesReader.Read(stream, "items.jsonl").ToList());

        Assert.StartsWith(place, exception.Message, StringComparison.Ordinal);
    }
}
