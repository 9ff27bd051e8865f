namespace Hearth.Bench.Reload;

/// <summary>A workspace of which one file is edited over and over, and a workflow whose output names the version.</summary>
internal sealed class EditedWorkspace : IDisposable
{
    private const int Others = 9, Users = 50, Small = 5 * 1024;
    private readonly string _file;
    private readonly Func<string, string> _text;

    private EditedWorkspace(string file, Func<string, string> text)
    {
        Root = Path.Combine(Path.GetTempPath(), $"hearth-bench-{Guid.NewGuid():N}");
        _file = Path.Combine(Root, file);
        _text = text;
        Write("hearth.yaml", "");
        Write("workflows/one.yaml", """
            steps:
              one: { task: edited }
            outputs:
              version: ${{ steps.one.output.version }}

            """);
        Save(0);
    }

    public string Root { get; }

    /// <summary>A task file of this size is edited; nine of 5 KB lie beside it.</summary>
    public static EditedWorkspace OfTask(int bytes, bool queries = false)
    {
        var workspace = new EditedWorkspace("tasks/Edited.cs", version => Sources.Task("Edited", $"\"{version}\"", bytes, queries));
        for (var other = 0; other < Others; other++)
            workspace.Write($"tasks/Other{other}.cs", Sources.Task($"Other{other}", "\"\"", Small));
        return workspace;
    }

    /// <summary>The body of a helper of 5 KB is edited that fifty task files of 5 KB use.</summary>
    public static EditedWorkspace OfHelper()
    {
        var workspace = new EditedWorkspace("tasks/Helper.cs", version => $$"""
            using System.Collections.Generic;
            using System.Linq;

            public static class Helper
            {
                public static string Version()
                {
                    var version = "{{version}}";
                    return version;
                }

            {{Sources.Parts(Small - 200)}}}

            """);
        workspace.Write("tasks/Edited.cs", Sources.Task("Edited", "Helper.Version()", Small));
        for (var user = 1; user < Users; user++)
            workspace.Write($"tasks/User{user}.cs", Sources.Task($"User{user}", "Helper.Version()", Small));
        return workspace;
    }

    /// <summary>Writes a version of the file.</summary>
    public void Save(int version) => Write(_file, _text(Sources.Version(version)));

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private void Write(string path, string text)
    {
        var file = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
