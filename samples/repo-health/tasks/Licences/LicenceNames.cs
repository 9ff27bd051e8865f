namespace RepoHealth;

/// <summary>Compares what manifests say with what licence files are recognised as.</summary>
public static class LicenceNames
{
    private static readonly Dictionary<string, string> Spellings = new(StringComparer.OrdinalIgnoreCase)
    {
        ["MIT License"] = "MIT",
        ["The MIT License"] = "MIT",
        ["Apache 2.0"] = "Apache-2.0",
        ["Apache License 2.0"] = "Apache-2.0",
        ["Apache License, Version 2.0"] = "Apache-2.0",
        ["Apache2"] = "Apache-2.0",
        ["BSD"] = "BSD-3-Clause",
        ["GPLv2"] = "GPL-2.0",
        ["GPLv3"] = "GPL-3.0",
        ["LGPLv3"] = "LGPL-3.0",
        ["AGPLv3"] = "AGPL-3.0",
    };

    /// <summary>Words that name no licence that could be compared.</summary>
    private static readonly string[] Unspecific = ["NOASSERTION", "UNLICENSED", "SEE LICENSE", "LicenseRef", "file:"];

    /// <summary>One of the alternatives of the manifest is one of those of the files, or there is nothing to compare.</summary>
    public static bool Agree(string? declared, IReadOnlyCollection<string> found)
    {
        if (declared is null || found.Count == 0 || Unspecific.Any(word => declared.StartsWith(word, StringComparison.OrdinalIgnoreCase)))
            return true;
        var names = Alternatives(declared).Select(Base).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return found.Any(name => names.Contains(Base(name)));
    }

    private static IEnumerable<string> Alternatives(string declared) => declared
        .Replace(" AND ", " OR ", StringComparison.OrdinalIgnoreCase)
        .Replace("/", " OR ", StringComparison.Ordinal)
        .Split(" OR ", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(name => name.Trim('(', ')', ' '));

    /// <summary>The text of a licence does not tell "only" from "or later".</summary>
    private static string Base(string name)
    {
        var usual = Spellings.GetValueOrDefault(name, name);
        foreach (var end in (string[])["-only", "-or-later", "+"])
            if (usual.EndsWith(end, StringComparison.OrdinalIgnoreCase))
                return usual[..^end.Length];
        return usual;
    }
}
