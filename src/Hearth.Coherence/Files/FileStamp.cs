namespace Hearth.Coherence.Files;

/// <summary>
/// What the file system says of a file without its content being read. While it stays the same, and was old enough when the content was read, so is the content.
/// Links are followed: the stamp is of what they lead to. Immutable.
/// </summary>
/// <param name="Size">In bytes.</param>
/// <param name="Modified">When the content was last written, in nanoseconds since 1970; tools set it as they like.</param>
/// <param name="Changed">When content or attributes were last changed, in nanoseconds since 1970; set by the system alone. 0 where the system keeps none.</param>
/// <param name="Inode">The file's number, which another file put in its place does not have; 0 where the system has none.</param>
/// <param name="Device">The number of the file system.</param>
public readonly record struct FileStamp(long Size, long Modified, long Changed, ulong Inode, ulong Device)
{
    private const long Second = 1_000_000_000;

    /// <summary>How much older than a reading of the content a change must be, for the next change to be sure to show: some ticks of the system's clock.</summary>
    private const long Tick = 50_000_000;

    /// <summary>Asks the file system.</summary>
    /// <param name="path">The file.</param>
    /// <param name="stamp">Its stamp.</param>
    /// <returns>False when there is no such file, or it is a folder.</returns>
    /// <exception cref="IOException">The file system cannot say.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder on the way is closed to this process.</exception>
    public static bool TryRead(string path, out FileStamp stamp)
    {
        if (OperatingSystem.IsLinux())
            return LinuxFileStatus.TryRead(path, out stamp);
        var file = new FileInfo(path);
        if (file.LinkTarget is not null)
            file = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
        stamp = file.Exists ? new FileStamp(file.Length, Nanoseconds(file.LastWriteTimeUtc), 0, 0, 0) : default;
        return file.Exists;
    }

    /// <summary>The same of a folder: while it stays, nothing was added to the folder, removed from it or renamed in it.</summary>
    /// <returns>False when there is no such folder.</returns>
    /// <exception cref="IOException">The file system cannot say.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder on the way is closed to this process.</exception>
    public static bool TryReadFolder(string path, out FileStamp stamp)
    {
        if (OperatingSystem.IsLinux())
            return LinuxFileStatus.TryReadFolder(path, out stamp);
        var folder = new DirectoryInfo(path);
        stamp = folder.Exists ? new FileStamp(0, Nanoseconds(folder.LastWriteTimeUtc), 0, 0, 0) : default;
        return folder.Exists;
    }

    /// <summary>
    /// Whether content that was read at a moment is known to be that of this stamp for as long as the stamp stays: git's rule for racy index entries, by the time of change,
    /// which no program can set back. Never where the system keeps no such time, or where its clock stood later then than now.
    /// </summary>
    /// <param name="read">The system's time before the content was read, in nanoseconds since 1970.</param>
    public bool IsTrusted(long read)
    {
        // A file system that keeps whole seconds shows them as such.
        var tick = Changed % Second == 0 ? 2 * Second + Tick : Tick;
        return Changed != 0 && Changed < read - tick;
    }

    /// <summary>Whether it was changed so shortly before a moment that whoever changes it may not be done.</summary>
    /// <param name="moment">The system's time, in nanoseconds since 1970.</param>
    public bool IsFresh(long moment) => Math.Abs(moment - (Changed != 0 ? Changed : Modified)) < Tick;

    /// <summary>A moment as stamps have it.</summary>
    public static long Nanoseconds(DateTimeOffset moment) => Nanoseconds(moment.UtcDateTime);

    private static long Nanoseconds(DateTime moment) => (moment - DateTime.UnixEpoch).Ticks * 100;
}
