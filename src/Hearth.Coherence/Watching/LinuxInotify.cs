using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Hearth.Coherence.Watching;

/// <summary>The system calls of <c>man 7 inotify</c>, and of <c>eventfd</c> and <c>poll</c> to stop waiting for it.</summary>
internal static partial class LinuxInotify
{
    public const uint Modify = 0x2, Attributes = 0x4, MovedFrom = 0x40, MovedTo = 0x80, Create = 0x100, Delete = 0x200, DeleteSelf = 0x400, MoveSelf = 0x800,
        Unmount = 0x2000, Overflow = 0x4000, Ignored = 0x8000, OnlyFolders = 0x1000000, DontFollow = 0x2000000, IsFolder = 0x40000000;

    /// <summary>The bytes of an event before its name.</summary>
    public const int HeaderSize = 16;

    private const int CloseOnExecute = 0x80000, NonBlocking = 0x800, NoEntry = 2, Interrupted = 4, TryAgain = 11, NoAccess = 13, NotDirectory = 20, TooManyFiles = 24,
        TooManyFilesInSystem = 23, NoSpace = 28, TooManyLinks = 40;
    private const short Readable = 1;

    /// <exception cref="NoWatchesLeftException">This user has as many as the system allows.</exception>
    public static SafeFileHandle Open()
    {
        var descriptor = Initialize(CloseOnExecute | NonBlocking);
        return descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true)
            : Marshal.GetLastPInvokeError() is TooManyFiles or TooManyFilesInSystem ? throw new NoWatchesLeftException("no more inotify instances can be had (fs.inotify.max_user_instances)")
            : throw Error("inotify");
    }

    public static SafeFileHandle OpenSignal()
    {
        var descriptor = EventDescriptor(0, CloseOnExecute | NonBlocking);
        return descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true) : throw Error("eventfd");
    }

    public static void Raise(SafeFileHandle signal)
    {
        ulong one = 1;
        Write(signal, ref one, sizeof(ulong));
    }

    /// <returns>The number of the watch; null where there is no such folder, or it is closed to this process.</returns>
    /// <exception cref="NoWatchesLeftException">This user has as many as the system allows.</exception>
    public static int? Watch(SafeFileHandle inotify, string folder, uint mask)
    {
        var watch = AddWatch(inotify, folder, mask);
        if (watch >= 0)
            return watch;
        return Marshal.GetLastPInvokeError() switch
        {
            NoEntry or NotDirectory or NoAccess or TooManyLinks => null,
            NoSpace => throw new NoWatchesLeftException("no more folders can be watched (fs.inotify.max_user_watches)"),
            _ => throw Error(folder),
        };
    }

    /// <summary>A watch that the system removed already is no error.</summary>
    public static void Unwatch(SafeFileHandle inotify, int watch) => RemoveWatch(inotify, watch);

    /// <summary>Waits for events.</summary>
    /// <returns>False when the signal was raised.</returns>
    public static bool Wait(SafeFileHandle inotify, SafeFileHandle signal)
    {
        var descriptors = new[] { new PollDescriptor(inotify), new PollDescriptor(signal) };
        while (Poll(ref descriptors[0], (nuint)descriptors.Length, -1) < 0)
            if (Marshal.GetLastPInvokeError() != Interrupted)
                throw Error("poll");
        return descriptors[1].Happened == 0;
    }

    /// <returns>How many bytes of events were read.</returns>
    public static int Read(SafeFileHandle inotify, byte[] buffer)
    {
        var read = Read(inotify, ref buffer[0], (nuint)buffer.Length);
        return read >= 0 ? (int)read : Marshal.GetLastPInvokeError() is TryAgain or Interrupted ? 0 : throw Error("inotify");
    }

    private static IOException Error(string what) => new($"{what}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");

    [LibraryImport("libc", EntryPoint = "inotify_init1", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Initialize(int flags);

    [LibraryImport("libc", EntryPoint = "inotify_add_watch", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int AddWatch(SafeFileHandle inotify, string path, uint mask);

    [LibraryImport("libc", EntryPoint = "inotify_rm_watch", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int RemoveWatch(SafeFileHandle inotify, int watch);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int EventDescriptor(uint value, int flags);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Poll(ref PollDescriptor descriptors, nuint count, int timeout);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Read(SafeFileHandle file, ref byte buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Write(SafeFileHandle file, ref ulong buffer, nuint count);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollDescriptor(SafeFileHandle handle)
    {
        // The handles outlive the waiting: they are closed by who waits for its end.
        public int Descriptor = (int)handle.DangerousGetHandle();
        public short Wanted = Readable;
        public short Happened;
    }
}
