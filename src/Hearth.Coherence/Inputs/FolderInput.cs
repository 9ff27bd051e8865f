using System.Collections.Immutable;
using System.IO.Enumeration;
using System.Runtime.InteropServices;
using Hearth.Coherence.Files;
using Hearth.Coherence.Graph;

namespace Hearth.Coherence.Inputs;

/// <summary>What a folder lists, in the order of names; one that is not there lists nothing.</summary>
internal sealed class FolderInput(FolderInputs layer, string path) : InputNode<ImmutableArray<FolderEntry>>(layer, path)
{
    internal static readonly Stamp Missing = new(Fingerprint.Of("no such folder"));
    private static readonly EnumerationOptions All = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };
    private const char Separator = '\0';
    private FileStamp _folder;
    private long _read;
    private ImmutableArray<FolderEntry> _entries = [];

    private protected override Stamp Look(Stamp? known)
    {
        try
        {
            return FileStamp.TryReadFolder(Key, out var folder) && known is not null && known != Missing && folder == _folder && folder.IsTrusted(_read) ? known : Load(known);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Unreadable(known, exception);
        }
    }

    private protected override Stamp Unreadable(Stamp? known, Exception why)
    {
        _read = 0;
        return base.Unreadable(known, why);
    }

    private protected override (ImmutableArray<FolderEntry> Value, Stamp Stamp) Get(Stamp? known)
    {
        // Where the last look could not read it, this one says why.
        var stamp = known is not null && (known == Missing || _read != 0) ? known : Load(known);
        return (_entries, stamp);
    }

    private protected override string Describe(Stamp before, Stamp after) => before == Missing ? "added" : after == Missing ? "removed" : "lists others";

    private Stamp Load(Stamp? known)
    {
        var read = FileStamp.Nanoseconds(Graph.Time.GetUtcNow());
        if (!FileStamp.TryReadFolder(Key, out var folder))
        {
            (_entries, _read) = ([], 0);
            return Missing;
        }

        ImmutableArray<FolderEntry> entries;
        try
        {
            entries = List();
        }
        catch (DirectoryNotFoundException)
        {
            (_entries, _read) = ([], 0);
            return Missing;
        }

        layer.Counters.Rebuilt(TimeSpan.Zero, cutOff: false);
        (_folder, _read, _entries) = (folder, read, entries);
        using var builder = new FingerprintBuilder();
        foreach (var entry in entries)
            builder.Add(entry.Name).Add($"{(entry.IsFolder ? 'd' : 'f')}{(entry.IsLink ? $"l{entry.Target}" : " ")}");
        var fingerprint = builder.Build();
        return known is not null && known.Fingerprint == fingerprint ? known : new Stamp(fingerprint);
    }

    /// <summary>By way of texts, which sort by the name: for a list of structs the code to enumerate and sort it would be made at run time, in each process that lists a folder.</summary>
    private ImmutableArray<FolderEntry> List()
    {
        var texts = new List<string>(new FileSystemEnumerable<string>(Key, static (ref FileSystemEntry entry) =>
            $"{entry.FileName}{Separator}{(entry.IsDirectory ? 'd' : 'f')}{(entry.Attributes.HasFlag(FileAttributes.ReparsePoint) ? $"l{entry.ToFileSystemInfo().LinkTarget}" : " ")}", All));
        texts.Sort(StringComparer.Ordinal);
        var entries = new FolderEntry[texts.Count];
        for (var index = 0; index < entries.Length; index++)
            entries[index] = EntryOf(texts[index]);
        return ImmutableCollectionsMarshal.AsImmutableArray(entries);
    }

    private static FolderEntry EntryOf(string text)
    {
        var end = text.IndexOf(Separator, StringComparison.Ordinal);
        var isLink = text[end + 2] == 'l';
        return new FolderEntry(text[..end], text[end + 1] == 'd', isLink) { Target = isLink ? text[(end + 3)..] : null };
    }
}
