using RepoHealth;

namespace Hearth.Samples.Tests;

/// <summary>Licences are recognised by what they say.</summary>
public sealed class LicenceTests
{
    [Theory]
    [InlineData("MIT")]
    [InlineData("ISC")]
    [InlineData("BSD-2-Clause")]
    [InlineData("BSD-3-Clause")]
    [InlineData("Apache-2.0")]
    [InlineData("GPL-2.0")]
    [InlineData("GPL-3.0")]
    [InlineData("LGPL-2.1")]
    [InlineData("LGPL-3.0")]
    [InlineData("AGPL-3.0")]
    [InlineData("MPL-2.0")]
    [InlineData("Unlicense")]
    [InlineData("CC0-1.0")]
    public void A_licence_is_recognised_however_its_lines_are_broken(string id)
    {
        var text = LicenceTemplates.Of(id)!;

        Assert.Equal(id, LicenceText.Recognise(text));
        Assert.Equal(id, LicenceText.Recognise(text.Replace("\n", "\r\n", StringComparison.Ordinal)));
        Assert.Equal(id, LicenceText.Recognise(string.Join("\n   ", text.Split(' '))));
    }

    [Theory]
    [InlineData("// SPDX-License-Identifier: EPL-2.0", "EPL-2.0")]
    [InlineData("GNU GENERAL PUBLIC LICENSE\nVersion 3\n... use with the GNU Affero General Public License version 3", "GPL-3.0")]
    [InlineData("This is licensed under the MIT licence", "MIT")]
    [InlineData("Ask me.", null)]
    [InlineData("", null)]
    public void A_short_notice_is_enough_and_anything_else_is_not_guessed(string text, string? id) => Assert.Equal(id, LicenceText.Recognise(text));

    [Theory]
    [InlineData("MIT", "MIT", true)]
    [InlineData("MIT License", "MIT", true)]
    [InlineData("GPL-3.0-or-later", "GPL-3.0", true)]
    [InlineData("(MIT OR Apache-2.0)", "Apache-2.0", true)]
    [InlineData("SEE LICENSE IN terms.txt", "MIT", true)]
    [InlineData(null, "MIT", true)]
    [InlineData("Apache-2.0", "MIT", false)]
    [InlineData("LGPL-3.0", "GPL-3.0", false)]
    public void Manifest_and_file_agree_or_not(string? declared, string found, bool agree) => Assert.Equal(agree, LicenceNames.Agree(declared, [found]));
}
