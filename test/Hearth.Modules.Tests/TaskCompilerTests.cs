namespace Hearth.Modules.Tests;

public sealed class TaskCompilerTests : IDisposable
{
    private readonly Workspace _workspace = new();

    [Fact]
    public async Task Compiles_a_folder_without_a_project_file()
    {
        _workspace.Write("tasks/Hello.cs", Workspace.Minimal);
        var result = await _workspace.CompileAsync();
        Assert.Empty(result.Diagnostics);
        Assert.False(result.Reused);
        var task = Assert.Single(result.Code!.Tasks);
        Assert.Equal(("hello", "Sample.Hello", "tasks/Hello.cs", 6), (task.Name, task.TypeName, task.File, task.Line));
        Assert.True(File.Exists(result.Code.AssemblyPath));
    }

    public void Dispose() => _workspace.Dispose();
}
