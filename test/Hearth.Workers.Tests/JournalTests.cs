using System.Text;
using Hearth.Workers.Journals;
using Hearth.Workers.Protocol;

namespace Hearth.Workers.Tests;

/// <summary>What a worker wrote down is read back, however its end cut the file off.</summary>
public sealed class JournalTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hearth-journal-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Cut_off_anywhere_it_has_what_was_whole()
    {
        var path = Path.Combine(_folder, "deep", "journal");
        var ends = new List<long>();
        using (var writer = new JournalWriter(path, new JournalHeader("step", 3, "code")))
            for (var item = 0; item < 5; item++)
            {
                writer.Write(item, failed: item == 2, 7 * item, item == 2
                    ? System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(AttemptError.Of("HEARTH3001", "broken"), MessageJson.Default.AttemptError)
                    : Encoding.UTF8.GetBytes($"\"output {item}\""));
                ends.Add(new FileInfo(path).Length);
            }

        var whole = await File.ReadAllBytesAsync(path);
        for (var length = 0; length <= whole.Length; length++)
        {
            await File.WriteAllBytesAsync(path, whole[..length]);
            var (header, entries) = await ReadAsync(path);
            Assert.Equal(ends.Count(end => end <= length), entries.Count);
            if (entries.Count > 0)
                Assert.Equal(new JournalHeader("step", 3, "code"), header);

            // A power cut leaves zeros where something was to be.
            await File.WriteAllBytesAsync(path, [.. whole[..length], .. new byte[whole.Length - length]]);
            Assert.InRange((await ReadAsync(path)).Entries.Count, entries.Count, ends.Count(end => end <= length + 4));
        }

        await File.WriteAllBytesAsync(path, whole);
        var (_, all) = await ReadAsync(path);
        Assert.Equal("broken", all[2].Error!.Message);
        Assert.Equal("\"output 4\"", Encoding.UTF8.GetString(all[4].Output.Span));
        Assert.Equal(TimeSpan.FromMicroseconds(28), all[4].Duration);
    }

    [Fact]
    public async Task It_is_read_when_its_writer_is_gone_and_not_before()
    {
        var path = Path.Combine(_folder, "journal");
        var writer = new JournalWriter(path, new JournalHeader("step", 1, "code"));
        var reading = ReadAsync(path);
        writer.Write(1, failed: false, 0, "1"u8);
        Assert.False(reading.IsCompleted);
        writer.Dispose();

        Assert.Single((await reading).Entries);
    }

    private static async Task<(JournalHeader? Header, List<JournalEntry> Entries)> ReadAsync(string path)
    {
        using var reader = await JournalReader.OpenAsync(path, TimeProvider.System, CancellationToken.None);
        var header = reader.ReadHeader();
        return (header, header is null ? [] : [.. reader.ReadEntries()]);
    }
}
