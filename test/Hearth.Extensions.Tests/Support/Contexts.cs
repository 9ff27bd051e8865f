namespace Hearth.Extensions.Tests.Support;

/// <summary>Contexts as anybody can make them to test an extension.</summary>
internal static class Contexts
{
    public static VaultContext Vault(this TemporaryFolder folder) => new() { Workspace = folder.Root, Log = new SilentLog() };

    public static StoreContext Store(this TemporaryFolder folder) => new() { Workspace = folder.Root, Log = new SilentLog() };

    public static ReportContext Report(this TemporaryFolder folder) => new() { Workspace = folder.Root, Log = new SilentLog() };
}
