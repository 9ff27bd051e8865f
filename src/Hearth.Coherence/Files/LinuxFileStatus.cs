using System.Runtime.InteropServices;

namespace Hearth.Coherence.Files;

/// <summary>The system call <c>statx</c>: .NET tells neither the time of change nor the number of a file. Layout: <c>man 2 statx</c>.</summary>
internal static partial class LinuxFileStatus
{
    private const int CurrentDirectory = -100, NoEntry = 2, NotDirectory = 20, NoAccess = 13, TooManyLinks = 40;
    private const uint Wanted = 0x1 | 0x40 | 0x80 | 0x100 | 0x200;
    private const ushort TypeMask = 0xF000, RegularFile = 0x8000, Folder = 0x4000;

    public static bool TryRead(string path, out FileStamp stamp) => TryRead(path, RegularFile, out stamp);

    public static bool TryReadFolder(string path, out FileStamp stamp) => TryRead(path, Folder, out stamp);

    private static bool TryRead(string path, ushort type, out FileStamp stamp)
    {
        stamp = default;
        if (Status(CurrentDirectory, path, 0, Wanted, out var status) != 0)
            return Marshal.GetLastPInvokeError() switch
            {
                NoEntry or NotDirectory or TooManyLinks => false,
                NoAccess => throw new UnauthorizedAccessException($"Access to '{path}' is denied."),
                var error => throw new IOException($"'{path}' cannot be looked at: {Marshal.GetPInvokeErrorMessage(error)}"),
            };
        if ((status.Mode & TypeMask) != type)
            return false;
        stamp = new FileStamp((long)status.Size, status.Modified.Nanoseconds, status.Changed.Nanoseconds, status.Inode, ((ulong)status.DeviceMajor << 32) | status.DeviceMinor);
        return true;
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Status(int directory, string path, int flags, uint mask, out FileStatus status);

    [StructLayout(LayoutKind.Sequential)]
    private struct Timestamp
    {
        public long Seconds;
        public uint Fraction;
        public int Reserved;

        public readonly long Nanoseconds => (Seconds * 1_000_000_000) + Fraction;
    }

    [StructLayout(LayoutKind.Sequential, Size = 256)]
    private struct FileStatus
    {
        public uint Mask;
        public uint BlockSize;
        public ulong Attributes;
        public uint Links;
        public uint User;
        public uint Group;
        public ushort Mode;
        public ushort Spare;
        public ulong Inode;
        public ulong Size;
        public ulong Blocks;
        public ulong AttributesMask;
        public Timestamp Accessed;
        public Timestamp Born;
        public Timestamp Changed;
        public Timestamp Modified;
        public uint SpecialMajor;
        public uint SpecialMinor;
        public uint DeviceMajor;
        public uint DeviceMinor;
    }
}
