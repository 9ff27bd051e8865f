using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hearth.Modules.Schemas;

namespace Hearth.Modules.Tests.Schemas;

/// <summary>The derived schema and the serializer agree: on what is written, and on what is read, for each value changed in each place.</summary>
public sealed class SchemaAgreementTests
{
    private static readonly Guid _id = Guid.Parse("3f2504e0-4f89-11d3-9a0c-0305e82c3301");

    public static TheoryData<string> Names => [.. Samples().Select(sample => sample.GetType()).Distinct().Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_written_fits_the_output_schema(string name)
    {
        var schema = Symbols().Schema(FullName(name), SchemaDirection.Output);
        Assert.Empty(schema.Problems);
        var validator = new SchemaValidator(schema.Text, knownPropertiesOnly: name != nameof(Extended));
        foreach (var sample in Samples().Where(sample => sample.GetType().Name == name))
        {
            var json = Written(sample);
            Assert.True(validator.Accepts(json), $"{json}\n{schema.Text}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_accepted_is_what_the_input_schema_accepts(string name)
    {
        var schema = Symbols().Schema(FullName(name), SchemaDirection.Input);
        Assert.Empty(schema.Problems);
        var validator = new SchemaValidator(schema.Text);
        var type = Samples().First(sample => sample.GetType().Name == name).GetType();
        var differences = new List<string>();
        foreach (var sample in Samples().Where(sample => sample.GetType().Name == name))
        {
            var json = Written(sample);
            foreach (var (changed, elementIsNull) in Changes(json).Prepend((json, false)))
            {
                var (fits, read) = (validator.Accepts(changed), IsRead(changed, type));

                // The serializer does not look at the annotations of type arguments; the schema does, and is the stricter one.
                if (fits != read && !(elementIsNull && read))
                    differences.Add($"{(read ? "read, does not fit" : "fits, is not read")}: {changed.ToJsonString()}");
            }
        }

        Assert.True(differences.Count == 0, $"{string.Join('\n', differences.Take(8))}\n{schema.Text}");
    }

    /// <summary>The value with each part of it left out, or replaced by each kind of value.</summary>
    private static IEnumerable<(JsonNode Json, bool ElementIsNull)> Changes(JsonNode json)
    {
        JsonNode?[] others = [null, "text", 12, -1, 300, 70000, 1.5, true, new JsonObject(), new JsonArray(), new JsonObject { ["unknown"] = 1 }];
        foreach (var path in Paths(json, []))
        {
            foreach (var other in others)
            {
                var copy = json.DeepClone();
                var parent = Parent(copy, path);
                if (parent is JsonArray array)
                    array[(int)path[^1]] = other?.DeepClone();
                else
                    parent[(string)path[^1]] = other?.DeepClone();
                yield return (copy, other is null);
            }

            if (path[^1] is string name)
            {
                var copy = json.DeepClone();
                ((JsonObject)Parent(copy, path)).Remove(name);
                yield return (copy, false);
            }
        }

        if (json is JsonObject)
        {
            var extended = json.DeepClone();
            extended["unknown"] = 1;
            yield return (extended, false);
        }
    }

    private static IEnumerable<ImmutableArray<object>> Paths(JsonNode? json, ImmutableArray<object> path)
    {
        IEnumerable<(object Key, JsonNode? Value)> children = json switch
        {
            JsonObject entries => entries.Select(entry => ((object)entry.Key, entry.Value)),
            JsonArray items => items.Select((item, index) => ((object)index, item)),
            _ => [],
        };
        return children.SelectMany(child => Paths(child.Value, path.Add(child.Key)).Prepend(path.Add(child.Key)));
    }

    private static JsonNode Parent(JsonNode json, ImmutableArray<object> path) =>
        path[..^1].Aggregate(json, (node, key) => key is int index ? node[index]! : node[(string)key]!);

    private static bool IsRead(JsonNode json, Type type)
    {
        try
        {
            return JsonSerializer.Deserialize(json.ToJsonString(), type, _options.Value) is not null;
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            return false;
        }
    }

    private static JsonNode Written(object sample) => JsonNode.Parse(JsonSerializer.Serialize(sample, sample.GetType(), _options.Value))!;

    private static string FullName(string name) => $"Hearth.Modules.Tests.Schemas.{name}";

    private static SchemaSymbols Symbols() => _symbols.Value;

    private static readonly Lazy<JsonSerializerOptions> _options = new(HearthJson.CreateOptions);
    private static readonly Lazy<SchemaSymbols> _symbols = new(() => new SchemaSymbols(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Schemas", "Shapes.cs"))));

    private static IEnumerable<object> Samples() =>
    [
        new Numbers(1, 2, 3, 4, 5, 6, 7, 8, 9.5f, 10.5, 11.25m),
        new Texts("s", 'c', _id, new Uri("https://example.org/a"), [1, 2, 3], true, new Version(1, 2)),
        new Times(new DateTime(2024, 2, 3, 4, 5, 6, DateTimeKind.Utc), new DateTimeOffset(2024, 2, 3, 4, 5, 6, TimeSpan.FromHours(2)), new DateOnly(2024, 2, 3), new TimeOnly(4, 5, 6), TimeSpan.FromSeconds(90061.5)),
        new Enums(Color.DarkRed, Rights.Read | Rights.Write, Plain.SecondOne, null), new Enums(Color.Clear, Rights.None, Plain.FirstOne, Color.Blue),
        new Nullables(null, null, null, null, null, null), new Nullables(1, "b", new DateTime(2024, 1, 1), new Numbers(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), [1], Color.Blue),
        new Lists([1], ["b"], [2, 3], ["d"], [4], [Color.Blue], [[1], [2, 3]], new Stack<int>([1, 2])), new Lists([], [], [], [], [], [], [], new Stack<int>()),
        new Maps(new() { ["a"] = 1 }, new Dictionary<string, string> { ["b"] = "c" }, new() { [-5] = "d" }, new() { [Color.DarkRed] = true }, new() { [_id] = 1 }, ImmutableDictionary<string, List<int>>.Empty.Add("x", [1])),
        new Defaults("a"), new WithBody("a") { C = "c" }, new Settable { A = "a", B = 1 }, new DerivedThing { Flag = true }, new Concrete("id", 1),
        new Attributed { A = "a", C = "c", D = 1 }, new Attributed(), new Extended { A = 1, Rest = new() { ["more"] = JsonSerializer.SerializeToElement(2) } }, new Closed(1),
        new Anything(JsonSerializer.SerializeToElement(1), "b", JsonValue.Create(3), new JsonObject { ["k"] = 1 }, new JsonArray(1)),
        new Tree("root", [new Tree("leaf", [])], new Tree("above", [])), new Left(new Right(new Left(null, 2), "b"), 1), new Twice(new Closed(1), new Closed(2), null),
        new Boxes(new Box<int>(1, 1), new Box<Color>(Color.Blue, 2), new Box<List<int>>([1], 3)),
        new Structs(new PairStruct(1, "y"), new Fixed(1, 2), new Fixed(3, 4), new Made(1, "b"), KeyValuePair.Create("k", 1), Tuple.Create(1, "two")), new Chosen("a"),
        new Zoo([new Circle("c", 1), new Square("s", 2, new Circle("inner", 3))], new Dog { Name = "Rex", Legs = 4 }, new Animal { Name = "Some" }),
    ];
}
