namespace Hearth.Coherence.Watching;

/// <summary>A watch that was made: it tells of events until it is disposed of, or has told that it failed. Disposing of it twice is harmless.</summary>
internal interface IFolderEvents : IAsyncDisposable
{
    /// <summary>Whether it looks now and then, and hears of nothing.</summary>
    bool IsPolling { get; }

    /// <summary>Whether a better watch may be had later.</summary>
    bool IsMakeshift { get; }

    /// <summary>How many folders it watches one by one.</summary>
    int Folders { get; }
}
