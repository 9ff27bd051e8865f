namespace Hearth.Modules.Tests.Graph;

/// <summary>What C# lets two files of one project do with each other works when each is an assembly of its own.</summary>
public sealed class LanguageTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public static TheoryData<string, string, string, string> Pairs => new()
    {
        { "abstract internal members", "internal abstract class A { internal abstract int F(); internal int G() => F() + 1; }", "internal sealed class B : A { internal override int F() => 4; } public static class Run { public static object Go() => new B().G(); }", "5" },
        { "protected internal and private protected", "internal class A { protected internal virtual int F() => 1; private protected virtual int G() => 2; internal int H() => F() + G(); }", "internal class B : A { protected internal override int F() => 10; private protected override int G() => 20; } public static class Run { public static object Go() => new B().H(); }", "30" },
        { "records that derive", "internal abstract record A(int X) { internal int Y { get; init; } }", "internal sealed record B(int X, string Z) : A(X); public static class Run { public static object Go() => new B(1, \"z\") { Y = 2 } with { X = 3 }; }", "B { X = 3, Z = z }" },
        { "static abstract members", "internal interface IA<T> where T : IA<T> { static abstract T Make(); static virtual int N => 3; }", "internal sealed class B : IA<B> { static B IA<B>.Make() => new(); public override string ToString() => \"made\"; } public static class Run { static T M<T>() where T : IA<T> => T.Make(); public static object Go() => M<B>().ToString(); }", "made" },
        { "default members of interfaces", "internal interface IA { internal int F() => 7; int G(); }", "internal sealed class B : IA { int IA.G() => 1; } public static class Run { public static object Go() { IA a = new B(); return a.F() + a.G(); } }", "8" },
        { "structs with private state", "internal struct A { private int x; private readonly string s; internal A(int v) { x = v; s = \"s\"; } internal int X { readonly get => x; set => x = value; } internal readonly string S => s + x; }", "public static class Run { public static object Go() { var a = new A(1); a.X++; A b = default; return a.S + b.X; } }", "s20" },
        { "operators, conversions, indexers", "internal readonly struct A(int v) { public int V => v; public static A operator +(A l, A r) => new(l.V + r.V); public static implicit operator A(int v) => new(v); public int this[int i] => v * i; }", "public static class Run { public static object Go() { A a = 2; return (a + 3)[2]; } }", "10" },
        { "extension blocks", "internal static class A { extension(string s) { internal int Twice => s.Length * 2; internal static string Empty2 => \"e\"; } }", "public static class Run { public static object Go() => \"abc\".Twice + string.Empty2; }", "6e" },
        { "extensions that the language looks for", "internal static class A { internal static System.Collections.Generic.IEnumerator<int> GetEnumerator(this int n) { for (var i = 0; i < n; i++) yield return i; } internal static void Deconstruct(this int n, out int a, out int b) => (a, b) = (n, n + 1); internal static System.Runtime.CompilerServices.TaskAwaiter<string> GetAwaiter(this int n) => System.Threading.Tasks.Task.FromResult(\"w\" + n).GetAwaiter(); }", "public static class Run { public static object Go() { var s = 0; foreach (var i in 4) s += i; var (a, b) = 5; return s + a + b + Async().Result; } static async System.Threading.Tasks.Task<string> Async() => await 3; }", "17w3" },
        { "queries over one's own methods", "internal sealed class A(int v) { internal A Where(System.Func<int, bool> f) => this; internal R Select<R>(System.Func<int, R> f) => f(v); }", "public static class Run { public static object Go() => from x in new A(5) where x > 1 select x * 2; }", "10" },
        { "collection builders", "[System.Runtime.CompilerServices.CollectionBuilder(typeof(A), nameof(A.Make))] internal sealed class Bag : System.Collections.Generic.IEnumerable<int> { internal int[] All = []; public System.Collections.Generic.IEnumerator<int> GetEnumerator() => ((System.Collections.Generic.IEnumerable<int>)All).GetEnumerator(); System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator(); } internal static class A { internal static Bag Make(System.ReadOnlySpan<int> v) => new() { All = v.ToArray() }; }", "public static class Run { public static object Go() { Bag b = [1, 2, 3]; return b.All.Length; } }", "3" },
        { "handlers of interpolated strings", "[System.Runtime.CompilerServices.InterpolatedStringHandler] internal ref struct H(int l, int f) { string s = \"\"; internal readonly string S => s + l + f; public void AppendLiteral(string v) => s += v; public void AppendFormatted<T>(T v) => s += \"<\" + v + \">\"; } internal static class A { internal static string Say(H h) => h.S; }", "public static class Run { public static object Go() => A.Say($\"a{1}\"); }", "a<1>11" },
        { "events and delegates", "internal delegate int D(ref int x); internal static class A { internal static event D? E; internal static int Fire(int v) => E!(ref v) + v; }", "public static class Run { public static object Go() { A.E += (ref int x) => x++; return A.Fire(1); } }", "3" },
        { "types in attributes", "[System.AttributeUsage(System.AttributeTargets.Class)] internal sealed class MarkAttribute(System.Type t) : System.Attribute { internal System.Type T => t; } internal enum E : byte { A = 3 }", "[Mark(typeof(E))] public static class Run { public static object Go() => ((MarkAttribute)typeof(Run).GetCustomAttributes(false)[0]).T.Name + (byte)E.A; }", "E3" },
        { "types of one file only", "file static class Same { internal static string S => \"a\"; } internal static class A { internal static string S => Same.S; }", "file static class Same { internal static string S => \"b\"; } public static class Run { public static object Go() => A.S + Same.S; }", "ab" },
        { "required and init", "internal class A { internal required int X { get; init; } }", "public static class Run { public static object Go() => new A { X = 6 }.X; }", "6" },
        { "constants in patterns and defaults", "internal static class A { internal const string S = \"s\"; internal const int Many = 3; internal static int F(int n = Many, E e = E.Two) => n + (int)e; internal enum E { One, Two = Many } }", "public static class Run { public static object Go() => (A.S is \"s\" ? 1 : 2) + A.F() + (3 switch { A.Many => 10, _ => 0 }); }", "17" },
        { "names of tuples and generics", "internal static class A { internal static (int First, T Second) F<T>(T t) where T : notnull => (1, t); internal sealed class G<T> where T : struct { internal static readonly string N = typeof(T).Name; } }", "public static class Run { public static object Go() => A.F(\"x\").Second + A.F(2).First + A.G<int>.N; }", "x1Int32" },
        { "nested types that derived classes see", "internal class A { protected sealed class N { internal int V = 8; } private protected static int P => 1; }", "internal sealed class B : A { internal static int F() => new N().V + P; } public static class Run { public static object Go() => B.F(); }", "9" },
        { "iterators and async ones", "internal static class A { internal static async System.Collections.Generic.IAsyncEnumerable<int> F() { yield return 1; await System.Threading.Tasks.Task.Yield(); yield return 2; } }", "public static class Run { public static object Go() => Sum().Result; static async System.Threading.Tasks.Task<int> Sum() { var s = 0; await foreach (var x in A.F()) s += x; return s; } }", "3" },
        { "inline arrays and unsafe sizes", "[System.Runtime.CompilerServices.InlineArray(4)] internal struct A { private int e; }", "public static class Run { public static object Go() { var a = new A(); a[2] = 5; System.Span<int> s = a; return s.Length + s[2]; } }", "9" },
        { "caller's words", "internal static class A { internal static string F(int v, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(v))] string? e = null) => e + v; }", "public static class Run { public static object Go() => A.F(1 + 1); }", "1 + 12" },
        { "ref returns and spans", "internal sealed class A { private int v = 1; internal ref int V => ref v; }", "public static class Run { public static object Go() { var a = new A(); a.V += 4; return a.V; } }", "5" },
        { "static fields and initializers", "internal static class A { internal static int N = Start(); static int Start() => 4; [System.Runtime.CompilerServices.ModuleInitializer] internal static void Init() => N++; }", "public static class Run { public static object Go() => A.N; }", "5" },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Two_files_work_as_in_one_assembly(string what, string first, string second, string expected)
    {
        Assert.NotEmpty(what);
        _workspace.Write("tasks/First.cs", first);
        _workspace.Write("tasks/Second.cs", second);
        var program = await _workspace.CompileSuccessfullyAsync();
        Assert.Equal(2, program.Modules.Length);
        Assert.Equal(expected, Workspace.Load(program, "Run").GetMethod("Go")!.Invoke(null, null)!.ToString());
    }

    public void Dispose() => _workspace.Dispose();
}
