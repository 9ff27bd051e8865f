using System.Reflection;
using System.Runtime.InteropServices;

namespace Hearth.Store;

/// <summary>Chooses the native SQLite: the system's where there is one (newer, patched by the system), else the one that the package brings.</summary>
internal static class SqliteLibrary
{
    private static readonly Lazy<bool> Initialized = new(Initialize, LazyThreadSafetyMode.ExecutionAndPublication);

    /// <summary>Must come before the first connection. Cheap when repeated; safe from several threads.</summary>
    public static void EnsureInitialized() => _ = Initialized.Value;

    private static bool Initialize()
    {
        // A resolver can be set once an assembly and process; that is why this state is static.
        NativeLibrary.SetDllImportResolver(typeof(SQLitePCL.SQLite3Provider_e_sqlite3).Assembly, Resolve);
        SQLitePCL.raw.SetProvider(new SQLitePCL.SQLite3Provider_e_sqlite3());
        return true;
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name != "e_sqlite3")
            return 0;
        string[] system = OperatingSystem.IsMacOS() ? ["libsqlite3.dylib"] : OperatingSystem.IsWindows() ? [] : ["libsqlite3.so.0"];
        foreach (var candidate in system)
            if (NativeLibrary.TryLoad(candidate, out var handle))
                return handle;
        return 0;
    }
}
