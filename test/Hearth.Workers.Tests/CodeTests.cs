namespace Hearth.Workers.Tests;

public sealed class CodeTests
{
    [Fact]
    public async Task Other_code_is_used_when_its_key_is_another_and_what_it_replaces_is_unloaded()
    {
        await using var bench = new Bench();
        for (var version = 0; version < 8; version++)
        {
            var path = Path.Combine(bench.Folder, $"version-{version}", "tasks.dll");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Copy(Bench.TaskAssembly, path);
            var code = Bench.Module(Bench.Key((char)('0' + version)), path);

            await bench.ExecuteAsync("Talking+Echo", code: code);
            var first = await bench.ExecuteAsync("Reaching+Contexts", new { text = "", number = 20 }, code: code);
            var second = await bench.ExecuteAsync("Reaching+Contexts", new { text = "", number = 20 }, code: code);

            // Static state begins anew with the version, and lasts as long as it.
            Assert.Equal(("1", "2"), (first.Text(), second.Text()));
            Assert.Equal((1, 1), (first.Number(), second.Number()));
        }
    }
}
