#nullable enable
// IDE0005: this file is also compiled alone, without implicit usings. CA1051: that a field is left out is what is looked at.
#pragma warning disable IDE0005, CA1051
using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Hearth.Modules.Tests.Schemas;

public enum Color { DarkRed, Blue, [JsonStringEnumMemberName("see-through")] Clear }
[Flags] public enum Rights { None = 0, Read = 1, Write = 2 }
[JsonConverter(typeof(JsonStringEnumConverter))] public enum Plain { FirstOne, SecondOne }

public sealed record Numbers(byte A, sbyte B, short C, ushort D, int E, uint F, long G, ulong H, float I, double J, decimal K);
public sealed record Texts(string S, char C, Guid G, Uri U, byte[] Bytes, bool B, Version V);
public sealed record Times(DateTime A, DateTimeOffset B, DateOnly C, TimeOnly D, TimeSpan E);
public sealed record Enums(Color A, Rights B, Plain C, Color? D);
public sealed record Nullables(int? A, string? B, DateTime? C, Numbers? D, List<int>? E, Color? F);
public sealed record Lists(int[] A, List<string> B, IReadOnlyList<int> C, IEnumerable<string> D, ImmutableArray<int> E, HashSet<Color> F, List<List<int>> G, Stack<int> H);
public sealed record Maps(Dictionary<string, int> A, IReadOnlyDictionary<string, string> B, Dictionary<int, string> C, Dictionary<Color, bool> D, Dictionary<Guid, int> E, ImmutableDictionary<string, List<int>> F);
public sealed record Defaults(string A, int B = 3, string C = "c", Color D = Color.Blue, string? E = null, double F = 1.5, bool G = true, DateTime H = default);
public sealed record WithBody(string A) { public int B { get; init; } = 7; public required string C { get; init; } public string Computed => A + B; }
public class Settable { public string A { get; set; } = ""; public int B { get; set; } public int Hidden { get; private set; } public int Field = 3; [JsonInclude] public int Shown { get; private set; } public static int Shared { get; set; } }
public class BaseThing { public string Name { get; set; } = ""; public virtual int Size { get; set; } }
public class DerivedThing : BaseThing { public override int Size { get; set; } = 2; public required bool Flag { get; set; } }
public abstract record AbstractBase(string Id);
public sealed record Concrete(string Id, int More) : AbstractBase(Id);
public class Attributed
{
    [JsonPropertyName("other-name")] public string A { get; set; } = "";
    [JsonIgnore] public Action? B { get; set; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? C { get; set; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public int D { get; set; }
    [JsonRequired] public int E { get; set; }
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)] public int F { get; set; }
}
public class Extended { public int A { get; set; } [JsonExtensionData] public Dictionary<string, JsonElement>? Rest { get; set; } }
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)] public sealed record Closed(int A);
public sealed record Anything(JsonElement A, object? B, JsonNode? C, JsonObject D, JsonArray E);
public sealed record Tree(string Name, List<Tree> Children, Tree? Parent = null);
public sealed record Left(Right? Right, int A);
public sealed record Right(Left? Left, string B);
public sealed record Twice(Closed A, Closed B, Closed? C);
public sealed record Box<T>(T Value, int Count);
public sealed record Boxes(Box<int> A, Box<Color> B, Box<List<int>> C);
public record struct PairStruct(int X, string Y);
public readonly record struct Fixed(int X, int Y);
public readonly struct Made { [JsonConstructor] public Made(int a, string b) { A = a; B = b; } public int A { get; } public string B { get; } }
public sealed record Structs(PairStruct A, Fixed B, Fixed? C, Made D, KeyValuePair<string, int> E, Tuple<int, string> F);
public class Chosen { public Chosen() { } [JsonConstructor] public Chosen(string a, int b = 4) { A = a; B = b; } public string A { get; } = ""; public int B { get; } }

[JsonDerivedType(typeof(Circle), "circle")]
[JsonDerivedType(typeof(Square), "square")]
public abstract record Shape(string Label);
public sealed record Circle(string Label, double Radius) : Shape(Label);
public sealed record Square(string Label, double Side, Shape? Inner = null) : Shape(Label);

[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Dog), 1)]
public class Animal { public string Name { get; set; } = ""; }
public class Dog : Animal { public int Legs { get; set; } }
public sealed record Zoo(List<Shape> Shapes, Animal Animal, Animal Other);
