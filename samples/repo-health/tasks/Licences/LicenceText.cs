using System.Text.RegularExpressions;

namespace RepoHealth;

/// <summary>Recognises a licence by its text, whatever the file is called and however its lines are broken.</summary>
public static partial class LicenceText
{
    /// <summary>Families whose texts name each other: the one that is named first is meant.</summary>
    private static readonly (string Title, string Id)[] Families =
    [
        ("gnu affero general public license", "AGPL"),
        ("gnu lesser general public license", "LGPL"),
        ("gnu library general public license", "LGPL"),
        ("gnu general public license", "GPL"),
        ("mozilla public license", "MPL"),
    ];

    /// <summary>An SPDX identifier, or null when the text is not recognised.</summary>
    public static string? Recognise(string text)
    {
        if (Identifier().Match(text) is { Success: true } identifier)
            return identifier.Groups[1].Value;

        var plain = Spaces().Replace(text[..Math.Min(text.Length, 40_000)].ToLowerInvariant(), " ");
        var begin = plain[..Math.Min(plain.Length, 1_000)];
        bool Says(string words) => plain.Contains(words, StringComparison.Ordinal);

        if (Says("redistribution and use in source and binary forms"))
            return Says("all advertising materials") ? "BSD-4-Clause" : Says("neither the name") ? "BSD-3-Clause" : "BSD-2-Clause";
        if (Says("permission is hereby granted, free of charge, to any person obtaining a copy of this software"))
            return Says("the above copyright notice and this permission notice") ? "MIT" : "MIT-0";
        if (Says("permission to use, copy, modify, and/or distribute this software") || Says("permission to use, copy, modify, and distribute this software"))
            return Says("provided that the above copyright notice") ? "ISC" : "0BSD";
        if (Says("free and unencumbered software released into the public domain"))
            return "Unlicense";
        if (begin.Contains("cc0 1.0", StringComparison.Ordinal))
            return "CC0-1.0";
        if (begin.Contains("apache license", StringComparison.Ordinal) && Says("version 2.0"))
            return "Apache-2.0";
        return Family(plain) ?? (ShortMit().IsMatch(begin) ? "MIT" : null);
    }

    private static string? Family(string plain)
    {
        var (at, id) = Families
            .Select(family => (At: plain.IndexOf(family.Title, StringComparison.Ordinal), family.Id))
            .Where(found => found.At >= 0)
            .DefaultIfEmpty((At: -1, Id: ""))
            .MinBy(found => found.At);
        if (at < 0)
            return null;
        var version = Version().Match(plain, at);
        return version.Success && version.Index - at < 400 ? $"{id}-{(version.Groups[1].Value is var number && number.Contains('.') ? number : number + ".0")}" : null;
    }

    [GeneratedRegex(@"SPDX-License-Identifier:\s*([A-Za-z0-9.+-]+)")]
    private static partial Regex Identifier();

    [GeneratedRegex(@"[\s*#>_]+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"version (\d(?:\.\d)?)|\bv ?(\d(?:\.\d)?)\b")]
    private static partial Regex Version();

    [GeneratedRegex(@"^ ?(?:the )?mit license|(?:licensed|released|distributed) under (?:the )?(?:terms of the )?mit\b")]
    private static partial Regex ShortMit();
}
