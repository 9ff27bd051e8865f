using System.Text.Json;

namespace Catalogue;

/// <summary>What is known of a copy, in a file beside it. A copy without one was not finished.</summary>
/// <param name="Url">Of what it is a copy.</param>
/// <param name="Asked">When the remote was last asked whether it is still so.</param>
public sealed record CopyRecord(string Url, string? Branch, string? Commit, DateTimeOffset? Committed, DateTimeOffset Asked)
{
    /// <summary>Whether the remote need not be asked again. A local one is always asked: that costs next to nothing.</summary>
    public bool IsFresh(DateTimeOffset now, TimeSpan maxAge) => !RepositoryUrl.IsLocal(Url) && Asked <= now && now - Asked < maxAge;

    public Copy Copy(string folder) => new(folder, Branch, Commit, Committed);

    /// <summary>Null when there is none that can be read.</summary>
    public static CopyRecord? Read(string file)
    {
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize<CopyRecord>(File.ReadAllText(file)) : null;
        }
        catch (JsonException)
        {
            // Then the copy is made anew, which is what an unfinished one needs.
            return null;
        }
    }

    public void Write(string file)
    {
        File.WriteAllText(file + ".new", JsonSerializer.Serialize(this));
        File.Move(file + ".new", file, overwrite: true);
    }
}
