using System.Text.RegularExpressions;

namespace Catalogue;

/// <summary>Recognises licences by what their texts say.</summary>
public static partial class Licences
{
    private static readonly (string Words, string Name)[] Known =
    [
        ("permission is hereby granted, free of charge", "MIT"),
        ("permission to use, copy, modify, and/or distribute this software", "ISC"),
        ("apache license version 2.0", "Apache-2.0"),
        ("apache license, version 2.0", "Apache-2.0"),
        ("gnu affero general public license version 3", "AGPL-3.0"),
        ("gnu lesser general public license version 3", "LGPL-3.0"),
        ("gnu general public license version 3", "GPL-3.0"),
        ("gnu general public license version 2", "GPL-2.0"),
        ("mozilla public license version 2.0", "MPL-2.0"),
        ("this is free and unencumbered software", "Unlicense"),
        ("neither the name of", "BSD-3-Clause"),
        ("redistribution and use in source and binary forms", "BSD-2-Clause"),
    ];

    /// <summary>The file that holds the licence, at the top of a copy.</summary>
    public static string? File(IEnumerable<string> files) => files.FirstOrDefault(file => Name().IsMatch(file));

    /// <returns>An SPDX identifier, or null.</returns>
    public static string? Recognise(string text)
    {
        var plain = Spaces().Replace(text[..Math.Min(text.Length, 40_000)].ToLowerInvariant(), " ");
        return Known.FirstOrDefault(licence => plain.Contains(licence.Words, StringComparison.Ordinal)).Name;
    }

    /// <summary>Whether the manifest may mean the licence of the file: one of its alternatives is it, whatever version of the text it allows.</summary>
    public static bool Agree(string declared, string found) =>
        Separator().Split(declared.Trim('(', ')')).Any(name => Base(name).Equals(Base(found), StringComparison.OrdinalIgnoreCase));

    private static string Base(string name) => End().Replace(name.Trim('(', ')', ' '), "").Replace(" License", "", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"^(?:LICEN[CS]E|COPYING|UNLICENSE)(?:[.-][\w.-]+)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Name();

    [GeneratedRegex(@"[\s*#>_]+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\s+(?:OR|AND)\s+|/", RegexOptions.IgnoreCase)]
    private static partial Regex Separator();

    [GeneratedRegex(@"(?:-only|-or-later|\+)$")]
    private static partial Regex End();
}
