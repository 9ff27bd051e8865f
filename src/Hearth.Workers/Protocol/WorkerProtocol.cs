using System.Text.Json;

namespace Hearth.Workers.Protocol;

/// <summary>The version of the conversation between host and worker.</summary>
public static class WorkerProtocol
{
    /// <summary>Raised with every change that an older end would not understand.</summary>
    public const int Version = 4;

    /// <summary>The largest frame, in bytes. An output above it fails its attempt.</summary>
    public const int MaximumFrame = 256 * 1024 * 1024;

    /// <summary>How JSON that came from a task is read: deeper than what tasks may return.</summary>
    public static JsonDocumentOptions Json { get; } = new() { MaxDepth = 256 };
}
