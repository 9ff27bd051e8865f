using Microsoft.Win32.SafeHandles;

namespace Hearth.Workers.Processes;

/// <summary>
/// Takes standard input and output for the protocol, and leaves the task code others: an empty input, and standard error as output.
/// What a task, a native library or a child process prints can then never end up inside a frame.
/// </summary>
/// <param name="Input">The host's frames.</param>
/// <param name="Output">Frames for the host.</param>
/// <param name="Error">Standard error, also where task code closes or replaces its own.</param>
internal sealed record StandardStreams(Stream Input, Stream Output, Stream Error)
{
    private const int WindowsInput = -10, WindowsOutput = -11, WindowsError = -12;

    public static StandardStreams Take() => OperatingSystem.IsWindows() ? TakeWindows() : TakeUnix();

    private static StandardStreams TakeUnix()
    {
        // Close-on-exec: a child process that outlives the worker must not hold the host's pipe open. macOS numbers the command differently.
        var duplicate = OperatingSystem.IsMacOS() ? 67 : NativeMethods.DuplicateCloseOnExec;
        var input = NativeMethods.FileControl(0, duplicate, 10);
        var output = NativeMethods.FileControl(1, duplicate, 10);
        var error = NativeMethods.FileControl(2, duplicate, 10);
        if (input < 0 || output < 0 || error < 0)
            throw new IOException("The worker cannot take its standard streams.");
        var nothing = NativeMethods.Open("/dev/null", 0);
        NativeMethods.Duplicate(nothing, 0);
        NativeMethods.Duplicate(2, 1);
        return new(Wrap(input, FileAccess.Read), Wrap(output, FileAccess.Write), Wrap(error, FileAccess.Write));
    }

    private static StandardStreams TakeWindows()
    {
        var input = Wrap(NativeMethods.GetStandardHandle(WindowsInput), FileAccess.Read);
        var output = Wrap(NativeMethods.GetStandardHandle(WindowsOutput), FileAccess.Write);
        NativeMethods.SetStandardHandle(WindowsInput, 0);
        NativeMethods.SetStandardHandle(WindowsOutput, NativeMethods.GetStandardHandle(WindowsError));
        return new(input, output, Wrap(NativeMethods.GetStandardHandle(WindowsError), FileAccess.Write));
    }

    private static FileStream Wrap(nint handle, FileAccess access) => new(new SafeFileHandle(handle, ownsHandle: true), access, bufferSize: 0);
}
