using System.Globalization;
using System.Text.Json;
using Hearth.EndToEnd.Tests.Support;

namespace Hearth.EndToEnd.Tests.Freshness;

/// <summary>
/// An extension of some kind under edit. What it makes is <c>OWN.HELPER.CONSTANT.PROCESS</c>: the texts of its own body, of a helper's body and of a helper's constant, as the
/// code that executed had them.
/// </summary>
internal sealed class Subject(TestWorkspace workspace, string kind)
{
    public string Own { get; set; } = "o1";

    public string Helper { get; set; } = "h1";

    public string Constant { get; set; } = "c1";

    public string File { get; set; } = "tasks/Subject.cs";

    public string HelperFile { get; set; } = "tasks/Helper.cs";

    /// <summary>The class; it has the same name as an extension in any case.</summary>
    public string Type { get; set; } = "Subject";

    public string Version => $"{Own}.{Helper}.{Constant}";

    /// <summary>What <c>hearth.yaml</c> has to say for a kind.</summary>
    public static string Settings(string kind) => "grace: 500ms\nworkers: 1\n" + kind switch
    {
        "vault" => "vault: subject",
        "store" => "stores: { main: subject }",
        _ => "",
    };

    public void Write()
    {
        workspace.Write(HelperFile, $$"""
            internal static class Helper
            {
                public const string Constant = "{{Constant}}";

                public static string Text() => "{{Helper}}";
            }
            """);
        workspace.Write(File, Source());
        workspace.Write("workflows/subject.yaml", kind switch
        {
            "task" => "steps:\n  one: { task: subject }\noutputs: { value: \"${{ steps.one.output }}\" }\n",
            "resource" => "steps:\n  one: { task: borrow }\noutputs: { value: \"${{ steps.one.output }}\" }\n",
            "vault" => "steps:\n  one: { task: act, with: { name: \"${{ vault.X }}\" } }\n",
            "store" => "steps:\n  one: { task: keep, store: main }\n",
            _ => "reports: subject\nsteps:\n  one: { task: act, with: { name: one } }\n",
        });
        if (kind == "resource")
            workspace.Write("tasks/Borrow.cs", Borrow);
        if (kind == "store")
            workspace.Write("tasks/Keep.cs", Keep);
    }

    /// <summary>Does what uses it.</summary>
    public async Task<Sighting> UseAsync()
    {
        System.IO.File.Delete(workspace.PathOf("stored.txt"));
        var result = await workspace.RunAsync("run", "subject", "--json");
        if (result.ExitCode != 0)
            return new Sighting(null, 0, result);
        var made = kind switch
        {
            "task" or "resource" => result.Json.GetProperty("outputs").GetProperty("value").GetString()!,
            "vault" => workspace.Ran[^1].Name,
            "store" => await System.IO.File.ReadAllTextAsync(workspace.PathOf("stored.txt")),
            _ => await ReportAsync(result.Json),
        };
        var process = made[(made.LastIndexOf('.') + 1)..];
        return new Sighting(made[..^(process.Length + 1)], int.Parse(process, CultureInfo.InvariantCulture), result);
    }

    private static async Task<string> ReportAsync(JsonElement run)
    {
        var folder = Path.Combine(run.GetProperty("directory").GetString()!, "reports");
        var failure = Path.Combine(folder, "subject.error.txt");
        return await System.IO.File.ReadAllTextAsync(System.IO.File.Exists(failure) ? failure : Path.Combine(folder, "subject.txt"));
    }

    private string Source()
    {
        var value = $"\"{Own}.\" + Helper.Text() + \".\" + Helper.Constant + \".\" + Environment.ProcessId";
        return $"using Hearth;\n\n[Extension(\"subject\")]\npublic sealed class {Type} : " + kind switch
        {
            "task" => $$"""
                ITask<{{Type}}.Input, string>
                {
                    public sealed record Input;

                    public Task<string> RunAsync(Input input, TaskContext context) => Task.FromResult({{value}});
                }
                """,
            "resource" => $$"""
                IResource<{{Type}}.Settings>, ISubject
                {
                    public sealed record Settings;

                    public string Text { get; private set; } = "";

                    public Task LoadAsync(Settings configuration, ResourceContext context)
                    {
                        Text = {{value}};
                        File.AppendAllText(Path.Combine(context.Workspace, "loaded.txt"), Text + "\n");
                        return Task.CompletedTask;
                    }

                    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
                }

                public interface ISubject
                {
                    string Text { get; }
                }

                public static class Subjects
                {
                    public static async Task<string> TextAsync(TaskContext context)
                    {
                        await using var lease = await context.LeaseAsync<{{Type}}, {{Type}}.Settings>(new());
                        return lease.Resource.Text;
                    }
                }
                """,
            "vault" => $$"""
                IVault
                {
                    public Task<string?> GetAsync(string name, VaultContext context) => Task.FromResult<string?>({{value}});
                }
                """,
            "store" => $$"""
                IStore
                {
                    public Task PutAsync(string name, Stream content, StoreContext context) =>
                        File.WriteAllTextAsync(Path.Combine(context.Workspace, "stored.txt"), {{value}});

                    public Task<Stream?> GetAsync(string name, StoreContext context) => Task.FromResult<Stream?>(null);

                    public async IAsyncEnumerable<StoredBlob> ListAsync(string prefix, StoreContext context)
                    {
                        await Task.CompletedTask;
                        yield break;
                    }

                    public Task<bool> DeleteAsync(string name, StoreContext context) => Task.FromResult(false);
                }
                """,
            _ => $$"""
                IReport
                {
                    public string FileExtension => "txt";

                    public string MediaType => "text/plain";

                    public async Task WriteAsync(RunReport run, Stream output, ReportContext context) => await output.WriteAsync(System.Text.Encoding.UTF8.GetBytes({{value}}));
                }
                """,
        };
    }

    private const string Borrow = """
        using Hearth;

        public sealed class Borrow : ITask<Borrow.Input, string>
        {
            public sealed record Input;

            public Task<string> RunAsync(Input input, TaskContext context) => Subjects.TextAsync(context);
        }
        """;

    private const string Keep = """
        using Hearth;

        public sealed class Keep : ITask<Keep.Input, string>
        {
            public sealed record Input;

            public Task<string> RunAsync(Input input, TaskContext context)
            {
                File.WriteAllText(context.Files.Artifact("a.txt"), "a");
                return Task.FromResult("kept");
            }
        }
        """;
}
