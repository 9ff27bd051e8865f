using Hearth.Samples.Tests.Support;
using RepoHealth;

namespace Hearth.Samples.Tests;

/// <summary>Packages as they are outside: of all kinds, damaged, and with a history.</summary>
public sealed class InspectTests
{
    [Fact]
    public async Task The_last_commit_of_a_repository_counts_also_for_a_package_inside()
    {
        using var folder = new TemporaryFolder();
        folder.Write("repo/LICENSE", LicenceTemplates.Of("MIT")!);
        folder.Write("repo/inner/package.json", """{ "name": "inner" }""");
        await GitAsync(folder, "2024-02-03T23:30:00+00:00", "init", "-q");
        await GitAsync(folder, "2024-02-03T23:30:00+00:00", "add", ".");
        await GitAsync(folder, "2024-02-03T23:30:00+00:00", "commit", "-qm", "first");
        folder.Write("repo/README.md", "# Repo\n");
        await GitAsync(folder, "2025-04-05T06:07:08+00:00", "add", ".");
        await GitAsync(folder, "2025-04-05T06:07:08+00:00", "commit", "-qm", "second");

        var result = await Pipeline.RunAsync(folder.Root);

        Assert.Equal(["repo", "repo/inner"], result.Report.Packages.Select(package => package.Path));
        Assert.Equal((new DateOnly(2025, 4, 5), CommitSource.Git), (result["repo"].LastCommit, result["repo"].LastCommitSource));
        Assert.Equal((new DateOnly(2024, 2, 3), CommitSource.Git), (result["repo/inner"].LastCommit, result["repo/inner"].LastCommitSource));
        Assert.Equal("MIT", result["repo/inner"].Licence);
        Assert.True(result.Inspections[1].Licence.IsInherited);
    }

    [Fact]
    public async Task A_repository_without_commits_or_a_broken_one_is_a_note()
    {
        using var folder = new TemporaryFolder();
        folder.Write("broken/.git", "no such thing");
        folder.Write("broken/a.py", "print(1)\n");

        var package = (await Pipeline.RunAsync(folder.Root))["broken"];

        Assert.StartsWith("git: ", Assert.Single(package.Notes), StringComparison.Ordinal);
        Assert.Equal(CommitSource.Files, package.LastCommitSource);
    }

    [Fact]
    public async Task Damaged_and_hostile_files_are_notes_and_never_a_failure()
    {
        using var folder = new TemporaryFolder();
        folder.Write("bad/package.json", "{ \"name\": ");
        folder.Write("odd/package.json", """{ "name": "\ud800", "version": 3, "license": { "type": "MIT" }, "dependencies": { "a": "1" } }""");
        folder.Write("list/package.json", "[]");
        folder.Write("xml/A.csproj", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>");
        folder.Write("deep/package.json", new string('[', 5000));
        File.WriteAllBytes(folder.Write("bytes/setup.py", ""), [0xff, 0xfe, 0x41, 0x00, 0xd8]);
        File.WriteAllBytes(folder.Write("bytes/README.md", ""), [.. "# caf"u8, 0xe9, .. "\n[x](no\xe9.md)"u8]);
        File.WriteAllBytes(folder.Write("bytes/tool.js", ""), new byte[4000]);
        folder.Write("bytes/big.js", string.Concat(Enumerable.Repeat("x\n", 800_000)));
        Directory.CreateSymbolicLink(folder.PathOf("bytes/loop"), folder.PathOf("bytes"));
        File.CreateSymbolicLink(folder.PathOf("bytes/self"), folder.PathOf("bytes/self"));
        File.CreateSymbolicLink(folder.PathOf("bytes/LICENSE"), "/etc/hostname");

        var result = await Pipeline.RunAsync(folder.Root);

        Assert.Equal(["bad", "bytes", "deep", "list", "odd", "xml"], result.Report.Packages.Select(package => package.Path));
        Assert.All(["bad", "deep", "xml"], path => Assert.Contains("not understood", Assert.Single(result[path].Notes), StringComparison.Ordinal));
        Assert.Equal(("odd", null, "MIT"), (result["odd"].Name, result["odd"].Version, result["odd"].Licence));
        Assert.Contains(result["bytes"].Notes, note => note.StartsWith("loop: a link to a folder", StringComparison.Ordinal));
        Assert.Contains(result["bytes"].Notes, note => note.StartsWith("tool.js: not a text", StringComparison.Ordinal));
        Assert.Contains(result["bytes"].Notes, note => note.StartsWith("big.js: 1.5 MiB", StringComparison.Ordinal));
        Assert.Null(result["bytes"].Licence);
    }

    [Theory]
    [InlineData("Cargo.toml", "[package]\nname = \"a\"\nversion = \"1.2.3\"\nlicense = \"MIT\"\n[dependencies]\nb = \"1\"\nc = { version = \"2\" }", "a", "1.2.3", "MIT", 2)]
    [InlineData("pyproject.toml", "[project]\nname = 'a'\ndependencies = [\n 'b>=1',\n 'c',\n]\nlicense = { text = \"MIT\" }", "a", null, "MIT", 2)]
    [InlineData("pyproject.toml", "[tool.poetry]\nname = \"a\"\nversion = \"1\"\n[tool.poetry.dependencies]\npython = \"^3\"\nb = \"1\"", "a", "1", null, 1)]
    [InlineData("setup.py", "setup(name='a', version=\"1\", license='MIT')", "a", "1", "MIT", 0)]
    [InlineData("go.mod", "module example.com/a\nrequire example.com/b v1.0.0\nrequire (\n\texample.com/c v1.2.3\n)", "example.com/a", null, null, 2)]
    [InlineData("pom.xml", "<project xmlns=\"urn:x\"><artifactId>a</artifactId><version>1</version><dependencies><dependency/></dependencies></project>", "a", "1", null, 1)]
    [InlineData("composer.json", "{ \"name\": \"a/a\", \"license\": [\"MIT\", \"GPL-2.0\"], \"require\": { \"b\": \"1\" } }", "a/a", null, "MIT OR GPL-2.0", 1)]
    [InlineData("Gemfile", "gem 'a'\n  gem \"b\"", "folder", null, null, 2)]
    [InlineData("A.csproj", "<Project><PropertyGroup><Version>1</Version></PropertyGroup><ItemGroup><PackageReference Include=\"b\"/></ItemGroup></Project>", "A", "1", null, 1)]
    public async Task A_manifest_is_read(string file, string text, string name, string? version, string? licence, int dependencies)
    {
        using var folder = new TemporaryFolder();
        folder.Write("folder/" + file, text);

        var inspection = Assert.Single((await Pipeline.RunAsync(folder.Root)).Inspections);

        Assert.Equal((name, version, licence, dependencies), (inspection.Name, inspection.Manifest!.Version, inspection.Licence.Declared, inspection.Manifest.Dependencies));
    }

    private static Task<string> GitAsync(TemporaryFolder folder, string date, params string[] arguments) => Tool.RunAsync(
        folder.PathOf("repo"), "git", ["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false", .. arguments],
        ("GIT_AUTHOR_DATE", date), ("GIT_COMMITTER_DATE", date), ("GIT_CONFIG_GLOBAL", "/dev/null"));
}
