using Catalogue;

namespace Hearth.Samples.Tests.Cataloguing;

/// <summary>Manifests, licences and tags as they are found.</summary>
public sealed class ManifestTests
{
    [Theory]
    [InlineData("package.json", """{"name": "a", "version": "1.0.0", "description": "b", "license": {"type": "MIT"}, "keywords": ["x", 3, "y"]}""")]
    [InlineData("package.json", """{"name": "a", "version": "1.0.0", "description": "b", "licenses": [{"type": "MIT"}], "keywords": ["x", "y"]}""")]
    [InlineData("Cargo.toml", "[package]\nname = \"a\"\nversion = \"1.0.0\"\n# comment = \"no\"\ndescription = \"b\"\nlicense = \"MIT\"\nkeywords = [\"x\", \"y\"]\n")]
    [InlineData("pyproject.toml", "[project]\nname = \"a\"\nversion = \"1.0.0\"\ndescription = \"b\"\nlicense = { text = \"MIT\" }\nkeywords = [\n  \"x\",\n  \"y\",\n]\n")]
    [InlineData("pyproject.toml", "[tool.poetry]\nname = 'a'\nversion = '1.0.0'\ndescription = 'b'\nlicense = 'MIT'\nkeywords = ['x', 'y']\n")]
    [InlineData("Some.csproj", "<Project><PropertyGroup><PackageId>a</PackageId><Version>1.0.0</Version><Description>b</Description><PackageLicenseExpression>MIT</PackageLicenseExpression><PackageTags>x;y</PackageTags></PropertyGroup></Project>")]
    public void Every_kind_says_the_same(string file, string text)
    {
        var manifest = ManifestReader.Read(file, text)!;

        Assert.Equal((file, "a", "1.0.0", "b", "MIT", null), (manifest.File, manifest.Name, manifest.Version, manifest.Description, manifest.Licence, manifest.Error));
        Assert.Equal(["x", "y"], manifest.Keywords!);
    }

    [Theory]
    [InlineData("package.json", "{\n  \"name\": \"a\",\n}", 3)]
    [InlineData("package.json", "[]", 1)]
    [InlineData("package.json", "", 1)]
    [InlineData("Some.csproj", "<Project>\n  <PropertyGroup>\n</Project>", 3)]
    [InlineData("Some.csproj", "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><Project>&e;</Project>", null)]
    public void A_broken_one_says_where(string file, string text, int? line)
    {
        var manifest = ManifestReader.Read(file, text)!;

        Assert.NotNull(manifest.Error);
        Assert.Equal(line, manifest.ErrorLine);
        Assert.Null(manifest.Name);
    }

    [Fact]
    public void Other_files_are_no_manifests() => Assert.Null(ManifestReader.Read("composer.json", "{}"));

    [Theory]
    [InlineData("Permission is hereby granted,\n * free of charge, to any person", "MIT")]
    [InlineData("Apache License\n   Version 2.0, January 2004", "Apache-2.0")]
    [InlineData("GNU GENERAL PUBLIC LICENSE\n   Version 3, 29 June 2007", "GPL-3.0")]
    [InlineData("Ask me.", null)]
    public void A_licence_is_known_by_its_text(string text, string? name) => Assert.Equal(name, Licences.Recognise(text));

    [Theory]
    [InlineData("MIT", "MIT", true)]
    [InlineData("MIT License", "MIT", true)]
    [InlineData("(MIT OR Apache-2.0)", "Apache-2.0", true)]
    [InlineData("MIT/Apache-2.0", "MIT", true)]
    [InlineData("GPL-3.0-or-later", "GPL-3.0", true)]
    [InlineData("MIT", "Apache-2.0", false)]
    public void Manifest_and_text_agree_or_not(string declared, string found, bool agree) => Assert.Equal(agree, Licences.Agree(declared, found));

    [Fact]
    public void Tags_have_one_spelling() =>
        Assert.Equal(["npm", "command-line", "c#", "utility", "iot", "größe"], Tags.Of(["npm", "Command Line", "command-line", "C#", "Utility / IoT", null, "a", " Größe! "]));
}
