namespace RepoHealth;

/// <summary>Which language a file is in, by its extension.</summary>
public static class Languages
{
    private const string Table = """
        C: .c .h
        C++: .cc .cpp .hpp
        C#: .cs
        CSS: .css .scss
        Dart: .dart
        Elixir: .ex .exs
        F#: .fs
        Go: .go
        HTML: .htm .html
        Java: .java
        JavaScript: .cjs .js .jsx .mjs
        Kotlin: .kt
        Lua: .lua
        Objective-C: .m
        PHP: .php
        Perl: .pl
        PowerShell: .ps1
        Python: .py
        R: .r
        Ruby: .rb
        Rust: .rs
        Scala: .scala
        Shell: .sh
        SQL: .sql
        Swift: .swift
        TypeScript: .ts .tsx
        Visual Basic: .vb
        Vue: .vue
        Zig: .zig
        """;

    private static readonly Dictionary<string, string> ByExtension = Table
        .Split('\n', StringSplitOptions.TrimEntries)
        .Select(line => line.Split(": "))
        .SelectMany(parts => parts[1].Split(' ').Select(extension => (extension, parts[0])))
        .ToDictionary();

    public static string? Of(string extension) => ByExtension.GetValueOrDefault(extension);
}
