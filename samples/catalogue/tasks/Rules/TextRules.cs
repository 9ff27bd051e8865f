using System.Text.RegularExpressions;

namespace Catalogue;

/// <summary>What is looked for in texts. Add a line, run again: only the analysis is done again, from copies that are there.</summary>
public static class TextRules
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly string[] Scripts = [".js", ".mjs", ".cjs", ".ts"];

    public static IReadOnlyList<TextRule> All { get; } =
    [
        // Manifests: fields that are outdated.
        Rule("outdated-field", Severity.Warning, ["package.json"], @"^\s*""licenses""\s*:", "'licenses' was replaced by 'license' with an SPDX expression."),
        Rule("outdated-field", Severity.Advice, ["package.json"], @"^\s*""(?:engineStrict|preferGlobal|jspm)""\s*:", "npm ignores this field."),
        Rule("outdated-field", Severity.Warning, ["Cargo.toml"], @"^\s*\[project\]", "'[project]' was replaced by '[package]'."),
        Rule("outdated-field", Severity.Advice, ["pyproject.toml"], @"^\s*license\s*=\s*\{", "'license' is an SPDX expression now, not a table."),
        Rule("outdated-field", Severity.Warning, ["pyproject.toml"], @"^\s*\[tool\.poetry\.dev-dependencies\]", "Poetry has replaced 'dev-dependencies' by groups."),
        Rule("outdated-field", Severity.Warning, [".csproj"], "<PackageLicenseUrl>", "'PackageLicenseUrl' was replaced by 'PackageLicenseExpression'."),
        Rule("outdated-field", Severity.Advice, [".csproj"], "<PackageIconUrl>", "'PackageIconUrl' was replaced by 'PackageIcon'."),
        Rule("outdated-target", Severity.Warning, [".csproj"], @"<TargetFrameworks?>[^<]*\b(?:netcoreapp\d|net[567]\.0\b|net45)", "This framework is no longer supported."),

        // Deprecated APIs.
        Rule("deprecated-api", Severity.Warning, Scripts, @"\bnew Buffer\(", "'new Buffer' is deprecated and unsafe: 'Buffer.from' or 'Buffer.alloc'."),
        Rule("deprecated-api", Severity.Advice, Scripts, @"\burl\.parse\(", "'url.parse' is deprecated: 'new URL'."),
        Rule("deprecated-api", Severity.Warning, Scripts, @"\brequire\(['""]request['""]\)", "'request' is no longer maintained: 'fetch'."),
        Rule("deprecated-api", Severity.Warning, [".py"], @"\bdatetime\.utcnow\(", "'utcnow' is deprecated: 'datetime.now(timezone.utc)'."),
        Rule("deprecated-api", Severity.Error, [".py"], @"^\s*(?:import|from)\s+(?:distutils|imp)\b", "This module has been removed from Python."),
        Rule("deprecated-api", Severity.Error, [".cs"], @"\bBinaryFormatter\b", "'BinaryFormatter' has been removed: it can be made to run code."),
        Rule("deprecated-api", Severity.Advice, [".cs"], @"\bnew WebClient\(", "'WebClient' is obsolete: 'HttpClient'."),
        Rule("deprecated-api", Severity.Warning, [".rs"], @"\btry!\(", "'try!' is deprecated: '?'."),

        // Anything.
        Rule("conflict-marker", Severity.Error, [], @"^(?:<{7} |>{7} )", "A merge was not finished."),
        Rule("plain-http", Severity.Advice, [".md"], @"\]\(http://(?!localhost)", "The link is not encrypted."),
    ];

    private static TextRule Rule(string name, Severity severity, IReadOnlyList<string> files, string pattern, string message) =>
        new(name, severity, files, new Regex(pattern, RegexOptions.CultureInvariant, Patience), message);
}
