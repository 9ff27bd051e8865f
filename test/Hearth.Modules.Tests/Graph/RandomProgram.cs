using System.Globalization;
using System.Text;

namespace Hearth.Modules.Tests.Graph;

/// <summary>
/// A program that is edited at random. Every file has a class whose <c>Run(int depth)</c> tells what it sees of others, by each way in which one file can
/// depend on another. The model knows nothing of modules.
/// </summary>
internal sealed class RandomProgram(int seed)
{
    private const int Namespaces = 3;
    private readonly Random _random = new(seed);
    private readonly SortedDictionary<int, Unit> _units = [];
    private readonly Stack<Dictionary<int, Unit>> _history = [];
    private int _next;

    /// <summary>How a file refers to another.</summary>
    public enum Use
    {
        Call,
        Constant,
        NameOf,
        Default,
        Attribute,
        Enumeration,
        Extension,
        Signature,
        Internal,
        Record,
    }

    public string Settings { get; private set; } = "";

    public IEnumerable<string> TypeNames => _units.Values.Where(unit => !unit.Broken).Select(unit => unit.TypeName);

    public bool IsBroken => _units.Values.Any(unit => unit.Broken);

    public static IReadOnlyList<string> Kinds { get; } =
    [
        "body", "comment", "layout", "local", "constant", "enum", "default", "attribute", "add member", "add use", "remove use", "add file", "delete file", "rename file",
        "move type", "signature", "better extension", "capture", "global using", "break and mend", "undo", "setting", "touch", "several", "split into parts",
    ];

    public void Begin(int files)
    {
        for (var index = 0; index < files; index++)
            Add();
        foreach (var unit in _units.Values)
            for (var uses = _random.Next(0, 4); uses > 0; uses--)
                AddUse(unit);
    }

    /// <summary>Changes something.</summary>
    public string Edit()
    {
        var kind = Kinds[_random.Next(Kinds.Count)];
        var before = _units.ToDictionary(pair => pair.Key, pair => pair.Value.Copy());
        var unit = Any();
        unit.Broken = false;
        switch (kind)
        {
            case "body": unit.Body++; break;
            case "comment": unit.Comment++; break;
            case "layout": unit.Layout++; break;
            case "local": unit.Local++; break;
            case "constant": unit.Constant++; break;
            case "enum": unit.Enumeration++; break;
            case "default": unit.Default++; break;
            case "attribute": unit.Attribute++; break;
            case "add member": unit.Members++; break;
            case "add use": AddUse(unit); break;
            case "remove use" when unit.Uses.Count > 0: unit.Uses.RemoveAt(_random.Next(unit.Uses.Count)); break;
            case "add file": AddUse(Add()); break;
            case "delete file" when _units.Count > 3: Delete(unit); break;
            case "rename file": unit.File = $"R{_next++}"; break;
            case "move type": unit.Guest = unit.Guest is null ? _units.Keys.ElementAt(_random.Next(_units.Count)) : null; break;
            case "signature": unit.Signature++; break;
            case "better extension": unit.Better = !unit.Better; break;
            case "capture": unit.Captures = !unit.Captures; break;
            case "global using": unit.GlobalUsing = !unit.GlobalUsing; break;
            case "break and mend": unit.Broken = true; break;
            case "split into parts": unit.Parts = !unit.Parts; break;
            case "setting" when _random.Next(4) == 0: Settings = Settings.Length == 0 ? "MORE" : ""; break;
            case "several":
                for (var more = _random.Next(2, 6); more > 0; more--)
                    Any().Body++;
                Any().Constant++;
                break;
            case "undo" when _history.TryPop(out var old):
                _units.Clear();
                foreach (var (number, copy) in old)
                    _units[number] = copy;
                return kind;
        }

        _history.Push(before);
        return kind;
    }

    /// <summary>The files, by name.</summary>
    public Dictionary<string, string> Files()
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var unit in _units.Values)
            foreach (var (file, text) in Text(unit))
                files[file] = files.GetValueOrDefault(file, "") + text;
        return files;
    }

    private Unit Any() => _units.Values.ElementAt(_random.Next(_units.Count));

    private Unit Add()
    {
        var unit = new Unit(_next, $"Sample.N{_next % Namespaces}") { File = $"F{_next}" };
        _units.Add(_next++, unit);
        return unit;
    }

    private void AddUse(Unit unit)
    {
        var other = Any();
        if (other.Number != unit.Number)
            unit.Uses.Add((Enum.GetValues<Use>()[_random.Next(Enum.GetValues<Use>().Length)], other.Number));
    }

    private void Delete(Unit unit)
    {
        _units.Remove(unit.Number);
        foreach (var other in _units.Values)
        {
            other.Uses.RemoveAll(use => use.Target == unit.Number);
            if (other.Guest == unit.Number)
                other.Guest = null;
        }
    }

    private IEnumerable<(string File, string Text)> Text(Unit unit)
    {
        var n = unit.Number;
        var usings = string.Concat(Enumerable.Range(0, Namespaces).Select(index => $"namespace Sample.N{index} {{ }}\n"));
        var opened = string.Concat(Enumerable.Range(0, Namespaces).Select(index => $"using Sample.N{index};\n"));
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"namespace {unit.Space}\n{{\n{opened}");
        for (var comment = 0; comment < unit.Comment; comment++)
            text.Append("// said\n");
        text.Append('\n', unit.Layout % 5);
        text.Append(CultureInfo.InvariantCulture, $"[System.AttributeUsage(System.AttributeTargets.All)] internal sealed class Tag{n}Attribute(int v = {unit.Attribute}) : System.Attribute {{ public int V => v; }}\n");
        var enumeration = $"internal enum E{n} {{ {string.Concat(Enumerable.Range(0, unit.Enumeration % 4).Select(index => $"X{index}, "))}Last }}\n";
        if (unit.Guest is null)
            text.Append(enumeration);
        text.Append(CultureInfo.InvariantCulture, $"internal sealed record R{n}(int A) {{ internal string Own => \"r{unit.Body % 3}\" + A; }}\n");
        foreach (var (use, target) in unit.Uses.Where(use => use.Use == Use.Attribute))
            text.Append(CultureInfo.InvariantCulture, $"[Tag{target}]\n");
        text.Append(CultureInfo.InvariantCulture, $"public static {(unit.Parts ? "partial " : "")}class T{n}\n{{\n");
        text.Append(CultureInfo.InvariantCulture, $"internal const int K = {unit.Constant};\ninternal static string D(int d = {unit.Default}) => \"d\" + d;\n");
        text.Append(CultureInfo.InvariantCulture, $"internal static {(unit.Signature % 2 == 0 ? "int" : "long")} S() => {unit.Signature};\ninternal static string Of(int o) => \"int\";\ninternal static string Of(long o) => \"long\";\n");
        for (var member = 0; member < unit.Members % 4; member++)
            text.Append(CultureInfo.InvariantCulture, $"internal static int M{member}() => 0;\n");
        var shown = unit.Uses.Where(use => use.Use == Use.Signature).Select(use => use.Target).Distinct().ToArray();
        foreach (var target in shown)
            text.Append(CultureInfo.InvariantCulture, $"internal static R{target} Make{target}() => new R{target}({unit.Body});\n");
        text.Append(CultureInfo.InvariantCulture, $"public static string Run(int depth)\n{{\nif (depth <= 0) return \"-\";\nvar local{unit.Local} = \"b{unit.Body}\";\n");
        if (unit.Broken)
            text.Append("oops\n");
        foreach (var (use, target) in unit.Uses)
            text.Append(CultureInfo.InvariantCulture, $"local{unit.Local} += \" \" + {Expression(use, target)};\n");
        text.Append(CultureInfo.InvariantCulture, $"return \"T{n}(\" + local{unit.Local} + \")\";\n}}\n");
        var run = "";
        if (unit.Parts)
            run = $"namespace {unit.Space} {{ public static partial class T{n} {{ internal static int Part => {unit.Body}; }} }}\n";
        text.Append(CultureInfo.InvariantCulture, $"}}\ninternal static class X{n} {{ internal static string Say{n}(this object o) => \"o{unit.Body % 2}\"; }}\n}}\n");
        var global = unit.GlobalUsing ? $"global using Words{n} = System.Collections.Generic.List<int>;\n" : "";
        yield return ($"{unit.File}.cs", global + usings + text);
        if (unit.Guest is { } guest)
            yield return ($"G{n}.cs", $"namespace {unit.Space} {{ {enumeration} }} // beside {guest}\n");
        if (run.Length > 0)
            yield return ($"P{n}.cs", run);
        if (unit.Better)
            yield return ($"B{n}.cs", $"namespace Sample {{ internal static class B{n} {{ internal static string Say{n}(this string s) => \"s\"; }} }}\n");
        if (unit.Captures)
            yield return ($"C{n}.cs", $"namespace Sample.N{(n + 1) % Namespaces} {{ internal static class T{n} {{ internal const int K = -{n}; internal static string Run(int d) => \"captured\"; internal static string D() => \"c\"; internal static int S() => 0; internal static string Of(int o) => \"c\"; }} }}\n");
    }

    private string Expression(Use use, int target)
    {
        var space = _units[target].Space;
        // By its whole name where a use must not be captured: ambiguity between two opened namespaces is an error, not a capture.
        var type = $"global::{space}.T{target}";
        return use switch
        {
            Use.Call => $"{(_units[target].Captures ? type : $"T{target}")}.Run(depth - 1)",
            Use.Constant => $"{type}.K",
            Use.NameOf => $"nameof({type}.S)",
            Use.Default => $"{type}.D()",
            Use.Attribute => "\"a\"",
            Use.Enumeration => $"(int)E{target}.Last",
            Use.Extension => $"\"x\".Say{target}()",
            Use.Signature => $"Make{target}().Own",
            Use.Internal => $"{type}.Of({type}.S())",
            _ => $"new R{target}(1)",
        };
    }

    private sealed class Unit(int number, string space)
    {
        public int Number => number;

        public string Space => space;

        public string TypeName => $"{space}.T{number}";

        public required string File { get; set; }

        public List<(Use Use, int Target)> Uses { get; private init; } = [];

        public int Body { get; set; }

        public int Comment { get; set; }

        public int Layout { get; set; }

        public int Local { get; set; }

        public int Constant { get; set; }

        public int Enumeration { get; set; }

        public int Default { get; set; }

        public int Attribute { get; set; }

        public int Members { get; set; }

        public int Signature { get; set; }

        public int? Guest { get; set; }

        public bool Better { get; set; }

        public bool Captures { get; set; }

        public bool GlobalUsing { get; set; }

        public bool Broken { get; set; }

        public bool Parts { get; set; }

        public Unit Copy() => new(number, space)
        {
            File = File,
            Uses = [.. Uses],
            Body = Body,
            Comment = Comment,
            Layout = Layout,
            Local = Local,
            Constant = Constant,
            Enumeration = Enumeration,
            Default = Default,
            Attribute = Attribute,
            Members = Members,
            Signature = Signature,
            Guest = Guest,
            Better = Better,
            Captures = Captures,
            GlobalUsing = GlobalUsing,
            Broken = Broken,
            Parts = Parts,
        };
    }
}
