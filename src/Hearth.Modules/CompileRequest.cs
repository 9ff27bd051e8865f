namespace Hearth.Modules;

/// <summary>What to compile, and to where. All paths are absolute.</summary>
/// <param name="TasksDirectory">The folder with the C# project of the tasks.</param>
/// <param name="WorkspaceDirectory">The folder that paths in diagnostics, debug information and descriptors are relative to.</param>
/// <param name="OutputDirectory">The folder of compiled modules, named by content; made when missing. Several processes may share it.</param>
/// <param name="SdkPath">The <c>Hearth.Sdk.dll</c> to compile against, whatever the project says.</param>
public sealed record CompileRequest(string TasksDirectory, string WorkspaceDirectory, string OutputDirectory, string SdkPath);
