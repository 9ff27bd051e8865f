namespace Hearth.Workers.Protocol;

/// <summary>What a frame says. Host to worker: 1 to 63; worker to host: from 64.</summary>
public enum FrameKind : byte
{
    /// <summary>Where a compiled module lies; comes before the first attempt that uses it, and after the modules that it refers to.</summary>
    Module = 1,

    /// <summary>Execute an attempt; the frame's id is its correlation id from then on.</summary>
    Execute = 2,

    /// <summary>Ask the attempt to end.</summary>
    Cancel = 3,

    /// <summary>End the process in good order.</summary>
    Shutdown = 4,

    /// <summary>How the worker is to look after replaced code; comes first, if at all.</summary>
    Settings = 5,

    /// <summary>Look now which replaced code is still there; answered by <see cref="Contexts"/> with the same id.</summary>
    Verify = 6,

    /// <summary>Modules that will not be asked for unless they are told of again.</summary>
    Forget = 7,

    /// <summary>Execute items one after the other; the id is that of the first.</summary>
    Batch = 8,

    /// <summary>Items for the batch with this id, see <see cref="ItemFrames"/>.</summary>
    Items = 9,

    /// <summary>Begin no more items of the batch with this id; answered by <see cref="Recalled"/>.</summary>
    Recall = 10,

    /// <summary>The first frame of a worker: its protocol version and identity.</summary>
    Hello = 64,

    /// <summary>The attempt executes.</summary>
    Started = 65,


    /// <summary>An entry for the attempt's log.</summary>
    Log = 67,

    /// <summary>How far the attempt is.</summary>
    Progress = 68,

    /// <summary>The process lives.</summary>
    Heartbeat = 69,

    /// <summary>Which replaced code is still there, after all that can go has gone.</summary>
    Contexts = 70,

    /// <summary>An item of a batch begins; not said of those that begin with the end of the one before.</summary>
    ItemStarted = 71,

    /// <summary>An attempt ended, see <see cref="ItemFrames"/>.</summary>
    Finished = 66,

    /// <summary>From the item with this id on nothing of its batch begins any more.</summary>
    Recalled = 72,

    /// <summary>Nothing of the batch executes or begins any more.</summary>
    BatchFinished = 73,
}
