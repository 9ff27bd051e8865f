namespace Hearth.Samples.Tests.Support;

/// <summary>What a task sees of its surroundings, without a runtime: a log in memory, and folders of the test's own.</summary>
internal sealed class MemoryContext(string workspace, string artifacts) : TaskContext
{
    private readonly MemoryLog _log = new();

    public IReadOnlyList<string> Lines => _log.Lines;

    public override string RunId => "test";

    public override string Workflow => "test";

    public override string Step => "test";

    public override int Attempt => 1;

    public override long? Item => null;

    public override TaskLog Log => _log;

    public override TaskFiles Files { get; } = new MemoryFiles(workspace, artifacts);

    public override CancellationToken CancellationToken => CancellationToken.None;

    public override TimeProvider Time => TimeProvider.System;

    public override void Report(long done, long? total = null, string? message = null)
    {
    }

    private sealed class MemoryLog : TaskLog
    {
        public List<string> Lines { get; } = [];

        public override void Write(TaskLogLevel level, string message) => Lines.Add($"{level}: {message}");
    }

    private sealed class MemoryFiles(string workspace, string artifacts) : TaskFiles
    {
        public override string Workspace => workspace;

        public override string Artifacts => artifacts;

        public override string Scratch => throw new NotSupportedException("The sample needs no scratch.");

        public override string Resolve(string path)
        {
            var full = Path.GetFullPath(path, workspace);
            return full.StartsWith(workspace, StringComparison.Ordinal) ? full : throw new UnauthorizedAccessException($"'{path}' leads out of the workspace");
        }

        public override string Artifact(string name)
        {
            var path = Path.Combine(artifacts, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return path;
        }
    }
}
