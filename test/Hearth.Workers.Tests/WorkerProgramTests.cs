using System.Diagnostics;
using Hearth.Workers.Pool;
using Hearth.Workers.Protocol;

namespace Hearth.Workers.Tests;

/// <summary>The worker's program without a pool around it.</summary>
public sealed class WorkerProgramTests
{
    [Fact]
    public async Task It_greets_with_its_version_and_process()
    {
        using var process = WorkerLauncher.Start(WorkerOptions.Default);
        using var reader = new FrameReader(process.StandardOutput.BaseStream);

        Assert.True(reader.TryRead(out var frame));

        Assert.Equal(FrameKind.Hello, frame.Kind);
        var hello = System.Text.Json.JsonSerializer.Deserialize(frame.Payload.Span, MessageJson.Default.HelloMessage)!;
        Assert.Equal((WorkerProtocol.Version, process.Id), (hello.Protocol, hello.ProcessId));
        await EndAsync(process);
    }

    [Theory]
    [InlineData(50, "{}", "kind 50")]
    [InlineData((byte)FrameKind.Execute, "{", "JsonException")]
    [InlineData((byte)FrameKind.Execute, "null", "without content")]
    public async Task What_it_does_not_understand_ends_it_with_a_reason(byte kind, string payload, string reason)
    {
        using var process = WorkerLauncher.Start(WorkerOptions.Default);

        new FrameWriter(process.StandardInput.BaseStream).Write((FrameKind)kind, 1, System.Text.Encoding.UTF8.GetBytes(payload));

        Assert.Contains(reason, await process.StandardError.ReadToEndAsync().WaitAsync(Bench.Patience), StringComparison.Ordinal);
        await process.WaitForExitAsync().WaitAsync(Bench.Patience);
    }

    [Fact]
    public async Task It_ends_when_it_is_told_to_and_when_its_input_ends()
    {
        using var told = WorkerLauncher.Start(WorkerOptions.Default);
        new FrameWriter(told.StandardInput.BaseStream).Write(FrameKind.Shutdown, 0, []);
        await told.WaitForExitAsync().WaitAsync(Bench.Patience);

        using var alone = WorkerLauncher.Start(WorkerOptions.Default);
        await EndAsync(alone);
    }

    private static async Task EndAsync(Process process)
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(Bench.Patience);
    }
}
