using System.Text;

/// <summary>Called by the runtime before the worker's own code (DOTNET_STARTUP_HOOKS): makes a worker that misbehaves from its first byte.</summary>
#pragma warning disable CA1050, MA0047 // The runtime asks for this name, without a namespace.
internal static class StartupHook
#pragma warning restore CA1050, MA0047
{
    public static void Initialize()
    {
        using var output = Console.OpenStandardOutput();
        switch (Environment.GetEnvironmentVariable("HEARTH_TEST_WORKER"))
        {
            case "garbage":
                output.Write("Hello, I am no frame at all.\n"u8);
                break;
            case "newer":
                output.Write(Frame(64, """{"protocol":99,"processId":1,"runtime":"99.0"}"""));
                break;
            case "nothing":
                output.Write(Frame(64, "null"));
                break;
            case "exit":
                Environment.Exit(3);
                break;
        }
    }

    private static byte[] Frame(byte kind, string payload)
    {
        var content = Encoding.UTF8.GetBytes(payload);
        return [.. BitConverter.GetBytes(9 + content.Length), kind, .. new byte[8], .. content];
    }
}
