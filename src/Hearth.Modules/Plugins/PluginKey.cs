namespace Hearth.Modules.Plugins;

/// <summary>A plugin folder of a workspace.</summary>
/// <param name="Request">The workspace.</param>
/// <param name="Name">The folder.</param>
internal sealed record PluginKey(CompileRequest Request, string Name)
{
    public string Directory => Path.Combine(Request.WorkspaceDirectory, PluginFolder.Root, Name);
}
