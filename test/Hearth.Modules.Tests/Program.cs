using System.Diagnostics;
using System.Text.Json;
using Hearth.Modules;

// Compiles once in a process that has done nothing else, and says what it cost.
// Arguments: tasks, workspace, output, Sdk.
var request = new CompileRequest(args[0], args[1], args[2], args[3]);
var started = Stopwatch.GetTimestamp();
using var compiler = new TaskCompiler();
var result = await compiler.CompileAsync(request, CancellationToken.None);
var milliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
var jitted = System.Runtime.JitInfo.GetCompiledMethodCount();
var jitting = System.Runtime.JitInfo.GetCompilationTime().TotalMilliseconds;
var warm = Stopwatch.GetTimestamp();
var again = await compiler.CompileAsync(request, CancellationToken.None);
Console.WriteLine(JsonSerializer.Serialize(new
{
    result.Reused,
    Compiled = result.Succeeded,
    Milliseconds = milliseconds,
    Jitted = jitted,
    JitMilliseconds = jitting,
    AgainReused = again.Reused,
    AgainMilliseconds = Stopwatch.GetElapsedTime(warm).TotalMilliseconds,
    Assemblies = AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetName().Name),
}));
