namespace Hearth.Workers.Tests.Tasks;

/// <summary>A resource that notes its life in the file that its configuration names.</summary>
public sealed class NotingResource : IResource<string>
{
    private string _file = "";

    public async Task LoadAsync(string configuration, ResourceContext context)
    {
        _file = configuration;
        await File.AppendAllTextAsync(_file, "loaded\n", context.CancellationToken);
    }

    public async ValueTask DisposeAsync() => await File.AppendAllTextAsync(_file, "disposed\n");
}

/// <summary>Borrows the resource several times at once, and says what its life was so far.</summary>
public sealed class Borrow : ITask<Words, Words>
{
    public async Task<Words> RunAsync(Words input, TaskContext context)
    {
        var leases = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => context.LeaseAsync<NotingResource, string>(input.Text)));
        var same = leases.Count(lease => ReferenceEquals(lease.Resource, leases[0].Resource));
        foreach (var lease in leases)
            await lease.DisposeAsync();
        return new Words((await File.ReadAllTextAsync(input.Text)).ReplaceLineEndings(" "), same);
    }
}

/// <summary>Says its text wherever it can.</summary>
public sealed class Leaking : ITask<Words, Words>
{
    public async Task<Words> RunAsync(Words input, TaskContext context)
    {
        Console.WriteLine($"printed {input.Text}");
        context.Log.Warning($"logged {input.Text}");
        context.Report(1, 1, $"reported {input.Text}");
        using var child = System.Diagnostics.Process.Start("sh", ["-c", $"echo child {input.Text}"]);
        await child.WaitForExitAsync();
        return input;
    }
}
