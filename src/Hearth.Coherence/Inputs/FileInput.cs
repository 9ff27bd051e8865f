using Hearth.Coherence.Files;
using Hearth.Coherence.Graph;

namespace Hearth.Coherence.Inputs;

/// <summary>A file. What it holds is read when it is asked for, and not kept; what is kept is its fingerprint, with what the file system said when that was taken.</summary>
internal sealed class FileInput(FileInputs layer, string path) : InputNode<FileContent?>(layer, path)
{
    private const int MostTries = 5;

    /// <summary>A file of more bytes is not taken into memory only to know its fingerprint.</summary>
    private const long Large = 16 * 1024 * 1024;

    internal static readonly Stamp Missing = new(Fingerprint.Of("no such file"));
    private FileStamp _file;
    private long _read;

    /// <summary>What to remember of it in another process; null where nothing is known.</summary>
    internal KnownFile? Known => CurrentStamp is { } stamp && stamp != Missing && _read != 0 ? new KnownFile(Key, _file, _read, stamp.Fingerprint) : null;

    /// <summary>What was remembered; it is looked at all the same.</summary>
    private protected override Stamp Look(Stamp? known)
    {
        try
        {
            if (!FileStamp.TryRead(Key, out var file))
                return Gone();
            if (known is null && layer.Remembered(Key) is { } remembered)
                (known, _file, _read) = (new Stamp(remembered.Fingerprint), remembered.Stamp, remembered.Read);
            return known is not null && known != Missing && file == _file && file.IsTrusted(_read) ? known : Load(known, needsContent: false).Stamp;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Unreadable(known, exception);
        }
    }

    /// <summary>With what the file system says of it: where its content cannot be read, that it changed must be seen all the same.</summary>
    private protected override Stamp Unreadable(Stamp? known, Exception why)
    {
        _read = 0;
        return Keep(known, Fingerprint.Of($"{why.Message} {Describe()}"));
    }

    private string Describe()
    {
        try
        {
            return FileStamp.TryRead(Key, out var file) ? file.ToString() : "";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Then all that is known is why.
            return "";
        }
    }

    private protected override bool IsGetALook => true;

    private protected override (FileContent? Value, Stamp Stamp) Get(Stamp? known) => FileStamp.TryRead(Key, out _) ? Load(known, needsContent: true) : (null, Gone());

    private protected override string Describe(Stamp before, Stamp after) => before == Missing ? "added" : after == Missing ? "removed" : "changed";

    private static Stamp Keep(Stamp? known, Fingerprint fingerprint) => known is not null && known.Fingerprint == fingerprint ? known : new Stamp(fingerprint);

    private Stamp Gone()
    {
        _read = 0;
        return Missing;
    }

    /// <summary>The content, between two looks that say the same.</summary>
    private (FileContent? Value, Stamp Stamp) Load(Stamp? known, bool needsContent)
    {
        for (var attempt = 1; ; attempt++)
        {
            var read = FileStamp.Nanoseconds(Graph.Time.GetUtcNow());
            if (!FileStamp.TryRead(Key, out var before))
                return (null, Gone());
            byte[] bytes = [];
            Fingerprint fingerprint;
            try
            {
                if (needsContent || before.Size <= Large)
                {
                    bytes = File.ReadAllBytes(Key);
                    fingerprint = Fingerprint.Of(bytes);
                }
                else
                {
                    using var stream = new FileStream(Key, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
                    fingerprint = Fingerprint.Of(stream);
                }
            }
            catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
            {
                return (null, Gone());
            }
            catch (EndOfStreamException) when (attempt < MostTries)
            {
                // It became shorter while it was read.
                continue;
            }

            var started = Graph.Time.GetTimestamp();
            if (attempt < MostTries && (!FileStamp.TryRead(Key, out var after) || after != before))
                continue;
            var stamp = Keep(known, fingerprint);
            (_file, _read) = (before, read);
            layer.Counters.Rebuilt(Graph.Time.GetElapsedTime(started), cutOff: stamp == known);
            return (new FileContent(bytes, stamp.Fingerprint, before), stamp);
        }
    }
}
