using System.Collections.Immutable;

namespace Hearth.Modules.Projects;

/// <summary>What Hearth takes from the project file. The defaults are those of a folder without one.</summary>
internal sealed record TaskProject
{
    public string? Path { get; init; }

    public string AssemblyName { get; init; } = "Tasks";

    public string Nullable { get; init; } = "enable";

    public string? LanguageVersion { get; init; }

    public bool AllowUnsafe { get; init; }

    public bool DefaultCompileItems { get; init; } = true;

    public ImmutableArray<string> Constants { get; init; } = [];

    public ImmutableArray<string> NoWarn { get; init; } = ["CS1701", "CS1702"];

    public ImmutableArray<string> GlobalUsings { get; init; } = ImplicitUsings;

    public ImmutableArray<CompileItem> CompileItems { get; init; } = [];

    public ImmutableArray<PackageItem> Packages { get; init; } = [];

    public ImmutableArray<ReferenceItem> References { get; init; } = [];

    /// <summary>What <c>ImplicitUsings</c> means for a class library.</summary>
    public static ImmutableArray<string> ImplicitUsings { get; } =
        ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks"];
}
