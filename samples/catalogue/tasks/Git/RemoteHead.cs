namespace Catalogue;

/// <summary>What a remote repository has to be copied.</summary>
/// <param name="Reference">What to fetch.</param>
/// <param name="Branch">The name of the branch; null when the remote's HEAD is on none.</param>
/// <param name="Commit">Where it stands.</param>
public sealed record RemoteHead(string Reference, string? Branch, string Commit)
{
    private const string Branches = "refs/heads/";

    /// <summary>Reads what <c>git ls-remote --symref URL HEAD refs/heads/*</c> prints.</summary>
    /// <returns>The default branch; where the remote names none that is there, <c>main</c>, <c>master</c> or the first; null when it has no branch at all.</returns>
    public static RemoteHead? Parse(string text)
    {
        string? branch = null;
        var commits = new Dictionary<string, string>();
        foreach (var parts in text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')).Where(parts => parts.Length == 2))
        {
            if (parts[0].StartsWith("ref: ", StringComparison.Ordinal) && parts[1] == "HEAD")
                branch = parts[0]["ref: ".Length..];
            else if (parts[1] == "HEAD" || parts[1].StartsWith(Branches, StringComparison.Ordinal))
                commits[parts[1]] = parts[0];
        }

        if (branch is not null && commits.TryGetValue(branch, out var commit))
            return new RemoteHead(branch, Short(branch), commit);
        if (commits.TryGetValue("HEAD", out commit))
            return new RemoteHead("HEAD", null, commit);
        var first = ((string[])[$"{Branches}main", $"{Branches}master", .. commits.Keys.Order(StringComparer.Ordinal)]).FirstOrDefault(commits.ContainsKey);
        return first is null ? null : new RemoteHead(first, Short(first), commits[first]);
    }

    private static string Short(string reference) => reference.StartsWith(Branches, StringComparison.Ordinal) ? reference[Branches.Length..] : reference;
}
