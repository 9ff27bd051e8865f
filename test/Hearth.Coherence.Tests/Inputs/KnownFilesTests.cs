using Hearth.Coherence.Files;
using Hearth.Coherence.Inputs;

namespace Hearth.Coherence.Tests.Inputs;

public sealed class KnownFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hearth-test-").FullName;

    private string FilePath => Path.Combine(_folder, "stamps");

    [Fact]
    public void What_was_written_is_read()
    {
        var known = Some();
        KnownFiles.Write(FilePath, known);

        Assert.Equal(known, KnownFiles.Read(FilePath));
        Assert.Empty(KnownFiles.Read(FilePath + ".other"));
        Assert.Equal(["stamps"], Directory.GetFiles(_folder).Select(Path.GetFileName));
    }

    [Fact]
    public void A_damaged_one_is_as_good_as_none()
    {
        KnownFiles.Write(FilePath, Some());
        var whole = File.ReadAllBytes(FilePath);
        for (var place = 0; place < whole.Length; place++)
        {
            File.WriteAllBytes(FilePath, whole[..place]);
            Assert.Empty(KnownFiles.Read(FilePath));
            byte[] flipped = [.. whole];
            flipped[place] ^= 1;
            File.WriteAllBytes(FilePath, flipped);
            Assert.Empty(KnownFiles.Read(FilePath));
        }
    }

    [Fact]
    public void A_newer_one_is_left_alone()
    {
        KnownFiles.Write(FilePath, Some());
        var newer = File.ReadAllBytes(FilePath);
        newer[12] = 2;
        File.WriteAllBytes(FilePath, newer);

        KnownFiles.Write(FilePath, []);

        Assert.Empty(KnownFiles.Read(FilePath));
        Assert.Equal(newer, File.ReadAllBytes(FilePath));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static KnownFile[] Some() =>
    [
        new("/a/ä", new FileStamp(1, 2, 3, 4, 5), 6, Fingerprint.Of("a")),
        new("/b", new FileStamp(long.MaxValue, -2, 3, ulong.MaxValue, 5), 6, Fingerprint.Of("b")),
    ];
}
