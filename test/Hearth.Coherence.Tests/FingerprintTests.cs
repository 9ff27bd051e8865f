using FsCheck;
using FsCheck.Fluent;

namespace Hearth.Coherence.Tests;

public sealed class FingerprintTests
{
    [Fact]
    public void It_is_the_SHA_256_of_the_content()
    {
        // The test vector of FIPS 180-2.
        const string abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

        Assert.Equal(abc, Fingerprint.Of("abc").ToString());
        Assert.Equal(abc[..12], Fingerprint.Of("abc"u8).Short);
    }

    [Fact]
    public void Text_and_back() => Prop.ForAll<byte[]>(content =>
    {
        var fingerprint = Fingerprint.Of(content);
        return Fingerprint.TryParse(fingerprint.ToString(), out var parsed) && parsed == fingerprint && parsed.GetHashCode() == fingerprint.GetHashCode();
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ba7816bf")]
    [InlineData("zz7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    public void What_is_no_fingerprint_is_refused(string? text) => Assert.False(Fingerprint.TryParse(text, out _));

    [Fact]
    public async Task A_stream_has_the_fingerprint_of_its_bytes() =>
        Assert.Equal(Fingerprint.Of("abc"), await Fingerprint.OfAsync(new MemoryStream("abc"u8.ToArray()), CancellationToken.None));

    [Fact]
    public void Different_lists_of_parts_never_give_the_same_bytes() => Prop.ForAll<string[], string[]>((left, right) =>
    {
        left = [.. left.Select(part => part ?? "")];
        right = [.. right.Select(part => part ?? "")];
        return Build(left) == Build(right) == left.SequenceEqual(right);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Where_a_part_ends_matters() => Assert.NotEqual(Build(["ab", "c"]), Build(["a", "bc"]));

    private static Fingerprint Build(string[] parts)
    {
        using var builder = new FingerprintBuilder();
        foreach (var part in parts)
            builder.Add(part);
        return builder.Build();
    }
}
