using Hearth.Coherence;
using Hearth.Modules.Projects;

namespace Hearth.Modules.Manifests;

/// <summary>
/// The folder of compiled modules. Records are named by what went in (<c>KEY.module.json</c>, <c>KEY.program.json</c>), files by their content
/// (<c>FINGERPRINT.dll</c>, <c>.pdb</c>, and <c>.surface</c> to compile against), files of plugins by the content of their folder (<c>FINGERPRINT.plugin/</c>). Files appear whole or not at all, and a file that is there is not
/// changed, because a worker may have it mapped. Safe for use from several processes.
/// </summary>
internal sealed class ModuleFolder(string directory, bool isRehearsal = false)
{
    /// <summary>Whether nothing is written.</summary>
    public bool IsRehearsal => isRehearsal;

    /// <summary>The same to read, but nothing is written.</summary>
    public ModuleFolder Rehearsal() => new(directory, isRehearsal: true);

    public string ImagePath(Fingerprint image) => Path.Combine(directory, $"{image}.dll");

    public string SymbolsPath(Fingerprint symbols) => Path.Combine(directory, $"{symbols}.pdb");

    public string SurfacePath(Fingerprint surface) => Path.Combine(directory, $"{surface}.surface");

    /// <returns>The record, when it and the files that it speaks of are there and whole.</returns>
    public ModuleRecord? FindModule(Fingerprint key) =>
        ReadOrNull(ModulePath(key)) is { } content && RecordJson.ReadModule(content) is { } record && IsWhole(record) && IsWhole(SurfacePath(record.Surface), record.Surface)
            ? record
            : null;

    /// <returns>The record, when it and all that is needed to execute the program are there and whole.</returns>
    public ProgramRecord? FindProgram(Fingerprint key) =>
        ReadOrNull(ProgramPath(key)) is { } content && RecordJson.ReadProgram(content) is { } record && record.Modules.All(module => IsWhole(module.Record))
            ? record
            : null;

    public void Add(Fingerprint key, ProgramRecord record) => AddRecord(ProgramPath(key), RecordJson.Write(record));

    public void Add(ModuleRecord record) => AddRecord(ModulePath(record.CompileKey), RecordJson.Write(record));

    /// <returns>What was found in a plugin folder; null when it is not known, or damaged.</returns>
    public PluginRecord? FindPlugin(Fingerprint plugin) => ReadOrNull(PluginPath(plugin)) is { } content ? RecordJson.ReadPlugin(content) : null;

    public void Add(Fingerprint plugin, PluginRecord record) => AddRecord(PluginPath(plugin), RecordJson.Write(record));

    /// <summary>Where a file of a plugin is kept: under its own name, because it is found by that when it is loaded.</summary>
    public string PluginFilePath(Fingerprint plugin, string name) => Path.Combine(directory, $"{plugin}.plugin", PathNames.Native(name));

    /// <summary>Whether a file is there, and is what it should be.</summary>
    public static bool IsWhole(string path, Fingerprint fingerprint) => ReadOrNull(path) is { } content && Fingerprint.Of(content) == fingerprint;

    /// <summary>Keeps a file of a plugin.</summary>
    public void AddPluginFile(Fingerprint plugin, string name, ReadOnlyMemory<byte> content) => Write(PluginFilePath(plugin, name), content.Span);

    /// <summary>Whether the files of a module that was compiled before are still there.</summary>
    public bool Holds(ModuleRecord record) => File.Exists(ImagePath(record.Image)) && File.Exists(SymbolsPath(record.Symbols)) && File.Exists(SurfacePath(record.Surface));

    /// <summary>What the files of a module take.</summary>
    public long SizeOf(ModuleRecord record) =>
        new[] { ImagePath(record.Image), SymbolsPath(record.Symbols), SurfacePath(record.Surface) }.Select(path => new FileInfo(path)).Where(file => file.Exists).Sum(file => file.Length);

    /// <summary>Adds a file under the fingerprint of its content.</summary>
    public Fingerprint Add(byte[] content, Func<Fingerprint, string> path)
    {
        var fingerprint = Fingerprint.Of(content);
        if (!IsWhole(path(fingerprint), fingerprint))
            Write(path(fingerprint), content);
        return fingerprint;
    }

    private void AddRecord(string path, byte[] content)
    {
        // A later version of Hearth can use its record, and this one needs none to go on: leave it.
        if (ReadOrNull(path) is not { } present || !RecordJson.IsNewer(present))
            Write(path, content);
    }

    private string ModulePath(Fingerprint key) => Path.Combine(directory, $"{key}.module.json");

    private string PluginPath(Fingerprint plugin) => Path.Combine(directory, $"{plugin}.plugin.json");

    private string ProgramPath(Fingerprint key) => Path.Combine(directory, $"{key}.program.json");

    private bool IsWhole(ModuleRecord record) => IsWhole(ImagePath(record.Image), record.Image);

    private static byte[]? ReadOrNull(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllBytes(path) : null;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private void Write(string path, ReadOnlySpan<byte> content)
    {
        if (isRehearsal)
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = $"{path}.{Guid.NewGuid():n}.tmp";
        try
        {
            File.WriteAllBytes(temporary, content);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
