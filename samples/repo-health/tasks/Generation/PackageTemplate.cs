using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RepoHealth;

/// <summary>The files of a package that is made up from a record. The same record always gives the same files.</summary>
public static class PackageTemplate
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Paths, from the package's folder, and contents.</summary>
    public static IReadOnlyDictionary<string, string> Files(ModuleRecord module)
    {
        var files = new Dictionary<string, string>
        {
            ["package.json"] = Json(new
            {
                name = module.Name.ToLowerInvariant(),
                version = $"{module.Seed("major") % 4}.{module.Seed("minor") % 10}.{module.Seed("patch") % 20}",
                description = module.Description,
                license = module.IsAmong(3, "disagreement") ? "BSD-2-Clause" : module.Licence,
            }),
            ["metadata.json"] = Json(new { name = module.Name, url = module.Url, category = module.Category, stars = module.Stars, lastCommit = module.LastCommit }),
            ["index.js"] = Code(module),
        };
        if (module.Licence is { } licence && LicenceTemplates.Of(licence) is { } text)
            files["LICENSE"] = text;
        if (!module.IsAmong(3, "no readme"))
            files["README.md"] = Readme(module, files.ContainsKey("LICENSE"));
        if (!module.IsAmong(15, "no options"))
            files["docs/options.md"] = "# Options\n\n| option | what it means |\n| --- | --- |\n| `interval` | how often it is refreshed |\n\n[Back](../README.md)\n";
        if (module.IsAmong(35, "tests"))
            files["test/index.test.js"] = "import assert from 'node:assert';\nimport { start } from '../index.js';\n\nassert.ok(start());\n";
        if (module.IsAmong(25, "ci"))
            files[".github/workflows/test.yml"] = "on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: npm test\n";
        return files;
    }

    private static string Json(object content) => JsonSerializer.Serialize(content, Indented) + "\n";

    private static string Readme(ModuleRecord module, bool hasLicence)
    {
        var readme = new StringBuilder($"# {module.Name}\n\n{module.Description ?? "No description."}\n\n");
        if (module.Url is { } url)
            readme.Append($"Made up for a trial; the real one is at <{url}>.\n\n");
        if (module.IsAmong(20, "picture"))
            readme.Append("![How it looks](images/screenshot.png)\n\n");
        if (!module.IsAmong(20, "no usage"))
            readme.Append($"## Installation\n\n```sh\ngit clone {module.Name}   # [not a link](nowhere.md)\n```\n\nSee [all options](docs/options.md) and [what to ask first](#{(module.IsAmong(10, "heading") ? "faq" : "questions")}).\n\n");
        readme.Append($"## Questions\n\nIt is one of {module.Stars} stars, in the category {module.Category ?? "of its own"}.\n");
        if (hasLicence || module.IsAmong(50, "licence link"))
            readme.Append("\n[Licence](LICENSE)\n");
        return readme.ToString();
    }

    private static string Code(ModuleRecord module)
    {
        var code = new StringBuilder("export function start() {\n  const parts = [];\n");
        for (uint line = 0, lines = 3 + (module.Seed("lines") % 200); line < lines; line++)
            code.Append($"  parts.push({line});\n");
        return code.Append("  return parts;\n}\n").ToString();
    }
}
