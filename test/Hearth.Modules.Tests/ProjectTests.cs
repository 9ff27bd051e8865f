using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
namespace Hearth.Modules.Tests;

public sealed class ProjectTests : IDisposable
{
    private readonly Workspace _workspace = new();

    [Fact]
    public async Task Without_implicit_usings_and_nullable_the_project_has_neither()
    {
        Project("");
        _workspace.Write("tasks/A.cs", "public class A { public string? Text; public void M() => Console.WriteLine(); }");
        var result = await _workspace.CompileAsync();
        Assert.Equal(["CS8632", "CS0103"], result.Diagnostics.Select(diagnostic => diagnostic.Id));
    }

    [Fact]
    public async Task Settings_reach_the_compiler()
    {
        Project("""
            <PropertyGroup>
              <Extra>FROM_PROPERTY</Extra>
              <ImplicitUsings>enable</ImplicitUsings>
              <Nullable>enable</Nullable>
              <AllowUnsafeBlocks>true</AllowUnsafeBlocks>
              <DefineConstants>$(DefineConstants);$(Extra)</DefineConstants>
              <NoWarn>$(NoWarn);CS1030</NoWarn>
              <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            </PropertyGroup>
            <PropertyGroup Condition="'$(Extra)' == 'other'"><DefineConstants>WRONG</DefineConstants></PropertyGroup>
            <ItemGroup>
              <Using Include="System.Math" Static="true" />
              <Using Include="System.Text.StringBuilder" Alias="Builder" />
              <Using Remove="System.Net.Http" />
            </ItemGroup>
            """);
        _workspace.Write("tasks/A.cs", """
            #warning silent
            #if !FROM_PROPERTY || WRONG || !NET10_0_OR_GREATER || !NET10_0
            #error wrong
            #endif
            public class A { public static unsafe int* P; public static int M() => Max(1, 2); public Builder B = new(); }
            public class HttpClient;
            public class C { public HttpClient? Mine; }
            """);
        var result = await _workspace.CompileAsync();
        Assert.True(result.Succeeded);
        Assert.Empty(result.Diagnostics);
    }

    [Fact]
    public async Task Compile_items_add_and_remove_sources()
    {
        Project("""
            <ItemGroup>
              <Compile Remove="old/**" />
              <Compile Remove="Draft?.cs" />
              <Compile Include="..\shared\**\*.cs" Exclude="../shared/Not.cs" />
            </ItemGroup>
            """);
        _workspace.Write("tasks/old/deep/Bad.cs", "bad");
        _workspace.Write("tasks/Draft1.cs", "bad");
        _workspace.Write("shared/Not.cs", "bad");
        _workspace.Write("shared/inner/Good.cs", "public class Good { }");
        _workspace.Write("tasks/A.cs", "public class A : Good { }");
        var first = await _workspace.CompileSuccessfullyAsync();
        _workspace.Write("shared/inner/Good.cs", "public class Good { public int X; }");
        Assert.NotEqual(KeyOfA(first), KeyOfA(await _workspace.CompileSuccessfullyAsync()));

        static Coherence.Fingerprint KeyOfA(CompiledProgram program) => program.Modules.Single(module => module.Files[0] == "tasks/A.cs").LoadKey;
    }

    [Fact]
    public async Task Several_project_files_are_an_error()
    {
        _workspace.Write("tasks/A.csproj", "<Project/>");
        _workspace.Write("tasks/B.csproj", "<Project/>");
        Assert.Equal("HEARTH2010", Assert.Single((await _workspace.CompileAsync()).Diagnostics).Id);
    }

    [Fact]
    public async Task Malformed_XML_has_line_and_column()
    {
        _workspace.Write("tasks/Tasks.csproj", "<Project>\n  <PropertyGroup>\n  </Wrong>\n</Project>");
        var diagnostic = Assert.Single((await _workspace.CompileAsync()).Diagnostics);
        Assert.Equal(("HEARTH2011", "tasks/Tasks.csproj", 3, 5), (diagnostic.Id, diagnostic.File, diagnostic.Line, diagnostic.Column));
    }

    [Theory]
    [InlineData("HEARTH2012", SourceSeverity.Error, "<ItemGroup><ProjectReference Include=\"../Other/Other.csproj\" /></ItemGroup>")]
    [InlineData("HEARTH2013", SourceSeverity.Error, "<ItemGroup><FrameworkReference Include=\"Microsoft.AspNetCore.App\" /></ItemGroup>")]
    [InlineData("HEARTH2013", SourceSeverity.Warning, "<Import Project=\"x.props\" />")]
    [InlineData("HEARTH2013", SourceSeverity.Warning, "<PropertyGroup Condition=\"Exists('x')\"><Nullable>enable</Nullable></PropertyGroup>")]
    [InlineData("HEARTH2014", SourceSeverity.Error, "<ItemGroup><Reference Include=\"Gone\"><HintPath>lib/Gone.dll</HintPath></Reference></ItemGroup>")]
    [InlineData("HEARTH2018", SourceSeverity.Error, "<PropertyGroup><LangVersion>seven</LangVersion></PropertyGroup>")]
    [InlineData("HEARTH2018", SourceSeverity.Error, "<PropertyGroup><Nullable>maybe</Nullable></PropertyGroup>")]
    public async Task What_cannot_be_honoured_is_said(string id, SourceSeverity severity, string content)
    {
        Project(content);
        var result = await _workspace.CompileAsync();
        var diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal((id, severity, "tasks/Tasks.csproj"), (diagnostic.Id, diagnostic.Severity, diagnostic.File));
        Assert.Equal(severity == SourceSeverity.Error, !result.Succeeded);
    }

    [Fact]
    public async Task The_Sdk_is_always_the_given_one()
    {
        Project("""
            <PropertyGroup><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
            <ItemGroup>
              <Reference Include="Hearth.Sdk"><HintPath>/nowhere/Hearth.Sdk.dll</HintPath></Reference>
              <PackageReference Include="Hearth.Sdk" Version="99.0.0" />
              <ProjectReference Include="../../src/Hearth.Sdk/Hearth.Sdk.csproj" />
            </ItemGroup>
            """);
        _workspace.Write("tasks/Hello.cs", Workspace.Minimal);
        Assert.Empty((await _workspace.CompileOneAsync()).DependencyPaths);
    }

    [Fact]
    public async Task A_referenced_assembly_is_compiled_against_and_listed()
    {
        var library = Path.Combine(_workspace.Tasks, "lib", "Lib.dll");
        CompileLibrary(library, "public static class Library { public static int Seven() { return 7; } }");
        Project("<ItemGroup><Reference Include=\"Lib, Version=1.0\"><HintPath>lib\\Lib.dll</HintPath></Reference></ItemGroup>");
        _workspace.Write("tasks/A.cs", "public static class A { public static int M() { return Library.Seven(); } }");

        var first = await _workspace.CompileSuccessfullyAsync();
        Assert.Equal([library], first.Modules.Single().DependencyPaths.AsEnumerable());
        Assert.Equal(7, Workspace.Load(first, "A").GetMethod("M")!.Invoke(null, null));

        CompileLibrary(library, "public static class Library { public static int Seven() { return 8; } }");
        Assert.NotEqual(first.Modules.Single().LoadKey, (await _workspace.CompileOneAsync()).LoadKey);
    }

    private static void CompileLibrary(string path, string source)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var compiled = CSharpCompilation.Create(Path.GetFileNameWithoutExtension(path), [CSharpSyntaxTree.ParseText(source)],
            FrameworkPaths.All.Select(reference => MetadataReference.CreateFromFile(reference)), new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).Emit(path);
        Assert.True(compiled.Success, string.Join("\n", compiled.Diagnostics));
    }

    [Theory]
    [InlineData("**/*.cs", "a/b/c.cs", true)]
    [InlineData("**/*.cs", "c.cs", true)]
    [InlineData("a/**", "a/b/c.cs", true)]
    [InlineData("a/*.cs", "a/b/c.cs", false)]
    [InlineData("a?.cs", "ab.cs", true)]
    [InlineData("../x/**/y.cs", "../x/y.cs", true)]
    [InlineData("a/**/b/*.cs", "a/c/d/b/e.cs", true)]
    [InlineData("a/**/b/*.cs", "a/c/d/e.cs", false)]
    public void Patterns_match_as_in_MSBuild(string pattern, string path, bool matches) => Assert.Equal(matches, Projects.Glob.Matches(pattern, path));

    public void Dispose() => _workspace.Dispose();

    private void Project(string content) => _workspace.Write("tasks/Tasks.csproj", $"<Project Sdk=\"Microsoft.NET.Sdk\">{content}</Project>");
}
