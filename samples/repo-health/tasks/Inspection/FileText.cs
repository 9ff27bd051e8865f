using System.Text;

namespace RepoHealth;

/// <summary>The beginning of a file as text.</summary>
/// <param name="Content">The text; empty for a binary file.</param>
/// <param name="IsCut">The file is longer than was read.</param>
/// <param name="IsBinary">The file is no text.</param>
public sealed record FileText(string Content, bool IsCut, bool IsBinary)
{
    public const int Limit = 1 << 20;

    private static readonly FileText Empty = new("", false, false);

    /// <summary>Reads at most <see cref="Limit"/> bytes. What is not UTF-8 becomes replacement characters.</summary>
    /// <param name="boundary">A link that leads out of this folder counts as an empty file.</param>
    public static FileText Read(string path, string boundary)
    {
        // Pipes and devices have no length: they are not opened, because reading them may never end.
        var target = Target(path);
        var length = target.Length;
        if (length == 0 || !FolderRules.IsInside(boundary, target.FullName))
            return Empty;

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[Math.Min(length, Limit)];
        var read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        var content = bytes.AsSpan(0, read);
        if (content.StartsWith(Encoding.Unicode.Preamble))
            return new FileText(Encoding.Unicode.GetString(content[2..]), length > read, false);
        if (content[..Math.Min(read, 8000)].Contains((byte)0))
            return new FileText("", length > read, true);
        if (content.StartsWith(Encoding.UTF8.Preamble))
            content = content[3..];
        return new FileText(Encoding.UTF8.GetString(content), length > read, false);
    }

    private static FileInfo Target(string path)
    {
        var file = new FileInfo(path);
        return file.LinkTarget is null ? file : file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
    }
}
