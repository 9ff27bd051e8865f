using System.Collections.Immutable;
using System.Text;
using Hearth.Coherence.Files;

namespace Hearth.Coherence.Inputs;

/// <summary>
/// What is known of files, as a file: so that another process need not read their content. It is only a memory: a damaged one is as good as none, and one of a newer format is left alone.
/// </summary>
public static class KnownFiles
{
    private const int Version = 1;
    private static readonly byte[] Magic = "HEARTHSTAMPS"u8.ToArray();

    /// <summary>What was written; nothing where there is no such file, or it is damaged or newer.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static ImmutableArray<KnownFile> Read(string path)
    {
        if (!File.Exists(path))
            return [];
        using var reader = new BinaryReader(new MemoryStream(File.ReadAllBytes(path)), Encoding.UTF8);
        try
        {
            if (!reader.ReadBytes(Magic.Length).AsSpan().SequenceEqual(Magic) || reader.ReadInt32() != Version)
                return [];
            var files = ImmutableArray.CreateBuilder<KnownFile>();
            for (var left = reader.ReadInt32(); left > 0; left--)
                files.Add(new KnownFile(reader.ReadString(), new FileStamp(reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadUInt64(), reader.ReadUInt64()),
                    reader.ReadInt64(), Fingerprint.TryParse(reader.ReadString(), out var fingerprint) ? fingerprint : throw new InvalidDataException("No fingerprint.")));
            // Cut off or overwritten, it could say anything.
            return reader.ReadString() == SealOf(files) ? files.ToImmutable() : [];
        }
        catch (Exception exception) when (exception is EndOfStreamException or InvalidDataException or FormatException or ArgumentException)
        {
            return [];
        }
    }

    /// <summary>Writes what is known, at once or not at all. A file of a newer format stays.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void Write(string path, IEnumerable<KnownFile> known)
    {
        if (IsNewer(path))
            return;
        var files = known.ToList();
        var temporary = path + ".new";
        using (var writer = new BinaryWriter(File.Create(temporary), Encoding.UTF8))
        {
            writer.Write(Magic);
            writer.Write(Version);
            writer.Write(files.Count);
            foreach (var file in files)
            {
                writer.Write(file.Path);
                writer.Write(file.Stamp.Size);
                writer.Write(file.Stamp.Modified);
                writer.Write(file.Stamp.Changed);
                writer.Write(file.Stamp.Inode);
                writer.Write(file.Stamp.Device);
                writer.Write(file.Read);
                writer.Write(file.Fingerprint.ToString());
            }

            writer.Write(SealOf(files));
        }

        File.Move(temporary, path, overwrite: true);
    }

    private static string SealOf(IEnumerable<KnownFile> files)
    {
        using var builder = new FingerprintBuilder();
        foreach (var file in files)
            builder.Add(file.Path).Add(file.Fingerprint).Add($"{file.Stamp} {file.Read}");
        return builder.Build().ToString();
    }

    private static bool IsNewer(string path)
    {
        if (!File.Exists(path))
            return false;
        using var reader = new BinaryReader(File.OpenRead(path));
        return reader.BaseStream.Length >= Magic.Length + sizeof(int) && reader.ReadBytes(Magic.Length).AsSpan().SequenceEqual(Magic) && reader.ReadInt32() > Version;
    }
}
