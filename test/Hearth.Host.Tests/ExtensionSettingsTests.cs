using System.Collections.Immutable;
using Hearth.Host.Extensions;
using Hearth.Host.Workspaces;
using Hearth.Modules;
using Hearth.Workflows.Problems;

namespace Hearth.Host.Tests;

/// <summary>Vault and stores in hearth.yaml.</summary>
public sealed class ExtensionSettingsTests
{
    [Fact]
    public void Without_a_word_the_vault_is_the_environment() => Assert.Equal("environment", WorkspaceSettings.Parse("workers: 2\n").Settings.Vault.Name);

    [Fact]
    public void Settings_are_written_in_kebab_case_and_read_as_the_code_has_them()
    {
        var (settings, problems) = WorkspaceSettings.Parse("vault: { use: file, path: a.vault, passphrase-variable: X }\nstores:\n  archive: { use: folder, path: /mnt }\n  same: folder\n");

        Assert.Empty(problems);
        Assert.Equal(("file", """{"path":"a.vault","passphraseVariable":"X"}"""), (settings.Vault.Name, settings.Vault.Configuration.GetRawText()));
        Assert.Equal("""{"path":"/mnt"}""", settings.Stores["archive"].Configuration.GetRawText());
        Assert.Equal("folder", settings.Stores["same"].Name);
    }

    [Theory]
    [InlineData("vault: 7", ProblemIds.WrongType, 1, 8, null)]
    [InlineData("vault: { path: x }", ProblemIds.MissingKey, 1, 8, null)]
    [InlineData("stores: { a: [] }", ProblemIds.WrongType, 1, 14, null)]
    [InlineData("vault: flie", HostErrorIds.UnknownExtension, 1, 8, "file")]
    [InlineData("vault: { use: file, paht: x }", ProblemIds.UnknownKey, 1, 21, "path")]
    [InlineData("vault: { use: file, pass-phrase-variable: x }", ProblemIds.UnknownKey, 1, 21, "passphrase-variable")]
    [InlineData("vault: { use: environment, prefix: 3 }", ProblemIds.TypeMismatch, 1, 28, null)]
    [InlineData("stores: { a: folder }", ProblemIds.TypeMismatch, 1, 14, null)]
    [InlineData("stores:\n  a: { use: foldr, path: x }", HostErrorIds.UnknownExtension, 2, 13, "folder")]
    public void What_is_wrong_is_said_at_its_place(string text, string id, int line, int column, string? suggestion)
    {
        var (settings, problems) = WorkspaceSettings.Parse(text);
        problems = [.. problems, .. new WorkspaceExtensions(ExtensionSet.BuiltIn, settings.Vault, settings.Stores).Check()];

        var problem = Assert.Single(problems);
        Assert.Equal((id, line, column, suggestion), (problem.Id, problem.Line, problem.Column, problem.Suggestion));
    }

    [Fact]
    public void One_of_the_workspace_with_the_name_of_a_built_in_one_is_refused_like_it()
    {
        var own = new ExtensionDescriptor(ExtensionKind.Vault, "FILE", "My.FileVault", "tasks/FileVault.cs", 3, null, "{}", "true");

        var duplicates = ExtensionSet.Clashes([own]).ToImmutableArray();

        Assert.Equal([("tasks/FileVault.cs", 3), ("built-in/Hearth.Extensions.dll", 1)], duplicates.Select(duplicate => (duplicate.File, duplicate.Line)));
        Assert.All(duplicates, duplicate => Assert.True(duplicate.Message.Contains("tasks/FileVault.cs:3", StringComparison.Ordinal) && duplicate.Message.Contains("built-in/Hearth.Extensions.dll:1", StringComparison.Ordinal)));
        var set = ExtensionSet.Of([own], extension => new ExtensionEntry(extension, [BuiltInExtensions.Current.Module]));
        Assert.Null(set.Find(ExtensionKind.Vault, "FILE"));
        Assert.Null(set.Find(ExtensionKind.Vault, "file"));
    }
}
