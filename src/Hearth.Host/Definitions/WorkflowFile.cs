using Hearth.Workflows.Definitions;

namespace Hearth.Host.Definitions;

/// <summary>A workflow file's text, parsed when it is first needed: most runs need one of many. Safe for use from several threads.</summary>
/// <param name="path">Its path from the workspace's folder.</param>
/// <param name="text">What it holds.</param>
internal sealed class WorkflowFile(string path, string text)
{
    private readonly Lazy<ParsedWorkflow> _parsed = new(() => WorkflowParser.Parse(path, text));

    public string Path => path;

    public string Text => text;

    /// <summary>The workflow's name is its file's.</summary>
    public string Name { get; } = System.IO.Path.GetFileNameWithoutExtension(path);

    public ParsedWorkflow Parsed => _parsed.Value;
}
