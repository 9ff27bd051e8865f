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

    /// <summary>The first frame of a worker: its protocol version and identity.</summary>
    Hello = 64,

    /// <summary>The attempt executes.</summary>
    Started = 65,

    /// <summary>The attempt ended.</summary>
    Finished = 66,

    /// <summary>An entry for the attempt's log.</summary>
    Log = 67,

    /// <summary>How far the attempt is.</summary>
    Progress = 68,

    /// <summary>The process lives.</summary>
    Heartbeat = 69,

    /// <summary>Which replaced code is still there, after all that can go has gone.</summary>
    Contexts = 70,
}
