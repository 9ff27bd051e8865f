using Microsoft.Win32.SafeHandles;

namespace Hearth.Workers.Processes;

/// <summary>
/// Takes standard input and output for the protocol, and leaves the task code others: an empty input, and standard error as output.
/// What a task, a native library or a child process prints can then never end up inside a frame.
/// </summary>
internal static class StandardStreams
{
    private const int WindowsInput = -10, WindowsOutput = -11, WindowsError = -12;

    public static (Stream Input, Stream Output) Take() => OperatingSystem.IsWindows() ? TakeWindows() : TakeUnix();

    private static (Stream Input, Stream Output) TakeUnix()
    {
        // Close-on-exec: a child process that outlives the worker must not hold the host's pipe open. macOS numbers the command differently.
        var duplicate = OperatingSystem.IsMacOS() ? 67 : NativeMethods.DuplicateCloseOnExec;
        var input = NativeMethods.FileControl(0, duplicate, 10);
        var output = NativeMethods.FileControl(1, duplicate, 10);
        if (input < 0 || output < 0)
            throw new IOException("The worker cannot take its standard streams.");
        var nothing = NativeMethods.Open("/dev/null", 0);
        NativeMethods.Duplicate(nothing, 0);
        NativeMethods.Duplicate(2, 1);
        return (Wrap(input, FileAccess.Read), Wrap(output, FileAccess.Write));
    }

    private static (Stream Input, Stream Output) TakeWindows()
    {
        var input = Wrap(NativeMethods.GetStandardHandle(WindowsInput), FileAccess.Read);
        var output = Wrap(NativeMethods.GetStandardHandle(WindowsOutput), FileAccess.Write);
        NativeMethods.SetStandardHandle(WindowsInput, 0);
        NativeMethods.SetStandardHandle(WindowsOutput, NativeMethods.GetStandardHandle(WindowsError));
        return (input, output);
    }

    private static FileStream Wrap(nint handle, FileAccess access) => new(new SafeFileHandle(handle, ownsHandle: true), access, bufferSize: 0);
}
