using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Hearth.Coherence.Watching;

/// <summary>The file systems of this machine and where they are, as Linux tells them: <c>man 5 proc_pid_mountinfo</c>. Immutable.</summary>
internal sealed partial class MountTable
{
    private const string Source = "/proc/self/mountinfo";

    /// <summary>Where others change files without this system knowing.</summary>
    private static readonly ImmutableHashSet<string> Remote =
    [
        "nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "ncpfs", "9p", "afs", "ceph", "coda", "lustre", "virtiofs", "vboxsf", "vmhgfs", "prl_fs", "fuse.sshfs", "fuse.rclone", "fuse.s3fs",
        "fuse.gcsfuse", "fuse.glusterfs", "fuse.davfs2", "fuse.vmhgfs-fuse", "fuse.juicefs",
    ];

    private readonly ImmutableArray<Mount> _mounts;

    private MountTable(ImmutableArray<Mount> mounts) => _mounts = mounts;

    /// <summary>The table of this process; empty where the system does not show it.</summary>
    public static MountTable Read() => Parse(File.Exists(Source) ? File.ReadAllLines(Source) : []);

    public static MountTable Parse(IEnumerable<string> lines) => new([.. lines.Select(Mount.Parse).OfType<Mount>()]);

    /// <summary>The kind of a file system that tells of no events of others, of a folder or of one below it; null where there is none.</summary>
    /// <param name="folder">Its absolute path.</param>
    /// <param name="device">The number of its file system, which also tells where a link leads.</param>
    public string? RemoteKind(string folder, ulong device)
    {
        // What was mounted last lies over the others.
        var own = _mounts.LastOrDefault(mount => device != 0 && mount.Device == device) ?? _mounts.Where(mount => Lies(folder, mount.Point)).MaxBy(mount => mount.Point.Length);
        return own is not null && Remote.Contains(own.Kind) ? own.Kind : _mounts.FirstOrDefault(mount => Remote.Contains(mount.Kind) && Lies(mount.Point, folder))?.Kind;
    }

    private static bool Lies(string path, string folder) =>
        path == folder || path.StartsWith(folder.EndsWith('/') ? folder : folder + "/", StringComparison.Ordinal);

    private sealed partial record Mount(ulong Device, string Point, string Kind)
    {
        private const int DeviceField = 2, PointField = 4, FirstOptionalField = 6;

        public static Mount? Parse(string line)
        {
            var fields = line.Split(' ');
            // Optional fields end with a dash.
            var dash = Array.IndexOf(fields, "-", Math.Min(FirstOptionalField, fields.Length));
            if (dash < 0 || dash + 1 >= fields.Length || fields[DeviceField].Split(':') is not [var major, var minor])
                return null;
            var device = (ulong.Parse(major, CultureInfo.InvariantCulture) << 32) | ulong.Parse(minor, CultureInfo.InvariantCulture);
            return new Mount(device, Unescape(fields[PointField]), fields[dash + 1]);
        }

        private static string Unescape(string text) => Escape().Replace(text, static match => ((char)Convert.ToInt32(match.Groups["code"].Value, 8)).ToString());

        [GeneratedRegex(@"\\(?<code>[0-7]{3})", RegexOptions.ExplicitCapture, 1000)]
        private static partial Regex Escape();
    }
}
