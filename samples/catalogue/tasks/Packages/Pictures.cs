namespace Catalogue;

/// <summary>Chooses the picture that stands for a repository.</summary>
public static class Pictures
{
    private const int MostBytes = 2 * 1024 * 1024;
    private static readonly string[] Names = ["screenshot", "preview", "logo", "icon"];

    /// <summary>The first that the readme shows, else one that is called as such pictures are. Only what is a picture by its content too.</summary>
    public static string? Choose(string folder, IReadOnlyList<string> files, IEnumerable<string> shown) =>
        shown.Select(path => path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path).Where(files.Contains)
            .Concat(Names.SelectMany(name => files.Where(file => Path.GetFileNameWithoutExtension(file).Equals(name, StringComparison.OrdinalIgnoreCase))))
            .FirstOrDefault(file => IsPicture(Path.Combine(folder, file)));

    /// <summary>Whether a file is what its name says. A browser runs no script of a picture that a page shows with <c>img</c>, of SVG neither.</summary>
    public static bool IsPicture(string file)
    {
        var begin = new byte[512];
        using var stream = File.OpenRead(file);
        var read = begin.AsSpan(0, stream.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false));
        return stream.Length <= MostBytes && Path.GetExtension(file).ToLowerInvariant() switch
        {
            ".png" => read.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47]),
            ".jpg" or ".jpeg" => read.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]),
            ".gif" => read.StartsWith("GIF8"u8),
            ".webp" => read.StartsWith("RIFF"u8) && read.IndexOf("WEBP"u8) == 8,
            ".svg" => read.IndexOf("<svg"u8) >= 0,
            _ => false,
        };
    }
}
