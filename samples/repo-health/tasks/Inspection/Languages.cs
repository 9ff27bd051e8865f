namespace RepoHealth;

/// <summary>Which language a file is in, by its extension.</summary>
public static class Languages
{
    private static readonly Dictionary<string, string> ByExtension = new()
    {
        [".c"] = "C", [".h"] = "C", [".cc"] = "C++", [".cpp"] = "C++", [".hpp"] = "C++", [".cs"] = "C#", [".css"] = "CSS", [".scss"] = "CSS",
        [".dart"] = "Dart", [".ex"] = "Elixir", [".exs"] = "Elixir", [".fs"] = "F#", [".go"] = "Go", [".htm"] = "HTML", [".html"] = "HTML", [".java"] = "Java",
        [".cjs"] = "JavaScript", [".js"] = "JavaScript", [".jsx"] = "JavaScript", [".mjs"] = "JavaScript", [".kt"] = "Kotlin", [".lua"] = "Lua",
        [".m"] = "Objective-C", [".php"] = "PHP", [".pl"] = "Perl", [".ps1"] = "PowerShell", [".py"] = "Python", [".r"] = "R", [".rb"] = "Ruby",
        [".rs"] = "Rust", [".scala"] = "Scala", [".sh"] = "Shell", [".sql"] = "SQL", [".swift"] = "Swift", [".ts"] = "TypeScript", [".tsx"] = "TypeScript",
        [".vb"] = "Visual Basic", [".vue"] = "Vue", [".zig"] = "Zig",
    };

    public static string? Of(string extension) => ByExtension.GetValueOrDefault(extension);
}
