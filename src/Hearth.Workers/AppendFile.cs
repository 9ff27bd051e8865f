using System.Runtime.InteropServices;
using Hearth.Workers.Processes;
using Microsoft.Win32.SafeHandles;

namespace Hearth.Workers;

/// <summary>
/// Opens a file to which several processes append: the worker its attempt's entries, the host what child processes print. The framework's own append mode
/// remembers where the end was when it opened, so that two writers overwrite each other; the system's does not.
/// </summary>
internal static class AppendFile
{
    private const int WriteOnly = 1, CreateFile = 0x40, Append = 0x400, CloseOnExec = 0x80000, OwnerWritesAllRead = 0x1A4;

    public static FileStream Open(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }

        // The folder is there but for the first of thousands.
        var descriptor = Create(path);
        if (descriptor < 0)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            descriptor = Create(path);
        }

        return descriptor >= 0
            ? new FileStream(new SafeFileHandle(descriptor, ownsHandle: true), FileAccess.Write, bufferSize: 0)
            : throw new IOException($"The log {path} cannot be opened: error {Marshal.GetLastPInvokeError()}.");
    }

    private static int Create(string path) => NativeMethods.Create(path, WriteOnly | CreateFile | Append | CloseOnExec, OwnerWritesAllRead);
}
