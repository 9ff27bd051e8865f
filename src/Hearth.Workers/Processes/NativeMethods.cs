using System.Runtime.InteropServices;

namespace Hearth.Workers.Processes;

internal static partial class NativeMethods
{
    private const nuint CountUnread = 0x541B;

    public const int DuplicateCloseOnExec = 1030;
    public const int ParentDeathSignal = 1;
    public const int AllowTracer = 0x59616d61;
    public const int SignalKill = 9;
    public const int SignalContinue = 18;

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    public static partial int FileControl(int descriptor, int command, int argument);

    [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
    public static partial int Duplicate(int from, int to);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Create(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "setsid", SetLastError = true)]
    public static partial int NewSession();

    [LibraryImport("libc", EntryPoint = "getppid")]
    public static partial int Parent();

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    public static partial int ProcessControl(int option, nuint argument);

    [LibraryImport("kernel32", EntryPoint = "SetStdHandle", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool SetStandardHandle(int which, nint handle);

    [LibraryImport("kernel32", EntryPoint = "GetStdHandle", SetLastError = true)]
    public static partial nint GetStandardHandle(int which);

    /// <summary>Whether a pipe has bytes that its reader has not taken yet. Where that cannot be told it may have.</summary>
    public static bool HasUnread(int descriptor) => !OperatingSystem.IsLinux() || Control(descriptor, CountUnread, out var count) != 0 || count > 0;

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(int descriptor, nuint request, out int count);
}
