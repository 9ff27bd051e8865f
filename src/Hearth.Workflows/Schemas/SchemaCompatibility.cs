using System.Collections.Immutable;
using Hearth.Workflows.Problems;

namespace Hearth.Workflows.Schemas;

/// <summary>
/// Compares what a value may be with what its target accepts, before there is a value. Reports what is surely wrong for some value that
/// its schema describes: a text for an integer, a required property that is never there, null where null is not accepted. What may be
/// right is not reported: limits, patterns, formats, and whatever a schema leaves open.
/// </summary>
public static class SchemaCompatibility
{
    private const int MostMismatches = 10;
    private const int Deepest = 32;

    /// <summary>The reasons why values of <paramref name="from"/> do not fit <paramref name="to"/>; empty when they may.</summary>
    public static ImmutableArray<SchemaMismatch> Check(JsonSchema from, JsonSchema to)
    {
        var comparison = new Comparison();
        comparison.Compare(from, to, "$", 0);
        return [.. comparison.Mismatches.Take(MostMismatches)];
    }

    private sealed class Comparison
    {
        // Recursive types meet themselves: a pair under comparison is taken as fitting.
        private readonly HashSet<(JsonSchema From, JsonSchema To)> _open = [];

        public List<SchemaMismatch> Mismatches { get; } = [];

        public void Compare(JsonSchema from, JsonSchema to, string path, int depth)
        {
            (from, to) = (from.Resolve(), to.Resolve());
            if (ReferenceEquals(from, to) || from.AcceptsAnything || to.AcceptsAnything || depth > Deepest || Mismatches.Count >= MostMismatches)
                return;
            if (!_open.Add((from, to)))
                return;

            if (from.AnyOf.Length > 0)
                CompareUnion(from, to, path, depth);
            else if (to.AnyOf.Length > 0)
                CompareToUnion(from, to, path, depth);
            else
                CompareSingle(from, to, path, depth);
            _open.Remove((from, to));
        }

        private void CompareUnion(JsonSchema from, JsonSchema to, string path, int depth)
        {
            var alternatives = from.AnyOf.Select(option => option.Resolve()).ToList();
            if (alternatives.Exists(option => option.Types == JsonTypes.Null) && !MayBeNull(to, 0))
                AddNull(path, to);

            var others = alternatives.FindAll(option => option.Types != JsonTypes.Null);
            var reasons = others.ConvertAll(option => Try(option, to, path, depth));
            if (reasons.Count > 0 && reasons.TrueForAll(reason => reason.Count > 0))
                Mismatches.AddRange(reasons[0]);
        }

        private void CompareToUnion(JsonSchema from, JsonSchema to, string path, int depth)
        {
            if (from.Types.HasFlag(JsonTypes.Null) && from.Types != JsonTypes.Null && from.Types != JsonTypes.Any && !MayBeNull(to, 0))
                AddNull(path, to);

            var reasons = to.AnyOf.Select(option => Try(WithoutNull(from), option, path, depth)).ToList();
            if (!reasons.TrueForAll(reason => reason.Count > 0))
                return;

            // With one alternative of the right type its own reasons say more than a list of types.
            var sameType = to.AnyOf.Select((option, index) => (option, index)).Where(pair => (Accepted(pair.option.Resolve()) & from.Types) != JsonTypes.None).ToList();
            if (sameType is [var single])
                Mismatches.AddRange(reasons[single.index]);
            else
                Add(path, $"{to.Describe()} is expected, but this is {from.Describe()}");
        }

        private void CompareSingle(JsonSchema from, JsonSchema to, string path, int depth)
        {
            if (from.Values.Length > 0)
            {
                if (!from.Values.Any(value => SchemaValidator.IsValid(to, value)))
                    Add(path, $"{to.Describe()} is expected, but this is {from.Describe()}");
                return;
            }

            var accepted = Accepted(to);
            var shared = from.Types & accepted;
            if (from.Types == JsonTypes.Any || from.Types == JsonTypes.None)
                return;
            if ((shared & ~JsonTypes.Null) == JsonTypes.None && !(from.Types == JsonTypes.Null && shared == JsonTypes.Null))
            {
                Add(path, $"{to.Describe()} is expected, but this is {from.Describe()}");
                return;
            }

            if (from.Types.HasFlag(JsonTypes.Null) && !accepted.HasFlag(JsonTypes.Null))
                AddNull(path, to);
            if (from.Types.HasFlag(JsonTypes.Number) && accepted.HasFlag(JsonTypes.Integer) && !accepted.HasFlag(JsonTypes.Number))
                Add(path, "an integer is expected, but this number may have a fraction");
            if (shared.HasFlag(JsonTypes.Object))
                CompareObjects(from, to, path, depth);
            if (shared.HasFlag(JsonTypes.Array) && from.Items is { } items && to.Items is { } accepts && (from.MaximumItems ?? 1) > 0)
                Compare(items, accepts, $"{path}[]", depth + 1);
        }

        private void CompareObjects(JsonSchema from, JsonSchema to, string path, int depth)
        {
            foreach (var name in to.Required.Where(name => from.Property(name) is null))
                Add(path, $"the property '{name}' is required, but this never has it", NearestName.Find(name, from.Properties.Keys));

            foreach (var (name, property) in from.Properties)
            {
                if (to.Properties.TryGetValue(name, out var target))
                    Compare(property, target, $"{path}.{name}", depth + 1);
                else if (to.AdditionalProperties?.Resolve() is { Types: JsonTypes.None } && from.Required.Contains(name))
                    Add(path, $"there is no property '{name}' here", NearestName.Find(name, to.Properties.Keys));
                else if (to.AdditionalProperties is { } additional && additional.Resolve().Types != JsonTypes.None)
                    Compare(property, additional, $"{path}.{name}", depth + 1);
            }
        }

        private static List<SchemaMismatch> Try(JsonSchema from, JsonSchema to, string path, int depth)
        {
            var attempt = new Comparison();
            attempt.Compare(from, to, path, depth + 4);
            return attempt.Mismatches;
        }

        private static JsonTypes Accepted(JsonSchema schema) => schema.Values.Length == 0
            ? schema.Types
            : schema.Values.Aggregate(JsonTypes.None, (types, value) => types | SchemaTypes.Of(value));

        private static bool MayBeNull(JsonSchema schema, int depth)
        {
            schema = schema.Resolve();
            return Accepted(schema).HasFlag(JsonTypes.Null)
                && (schema.AnyOf.Length == 0 || depth > Deepest || schema.AnyOf.Any(option => MayBeNull(option, depth + 1)));
        }

        private static JsonSchema WithoutNull(JsonSchema schema) =>
            schema.Types is JsonTypes.Null or JsonTypes.Any || !schema.Types.HasFlag(JsonTypes.Null) || schema.Values.Length > 0
                ? schema
                : SchemaCopies.WithTypes(schema, schema.Types & ~JsonTypes.Null);

        private void AddNull(string path, JsonSchema to) => Add(path, $"this may be null, but {to.Describe()} is expected");

        private void Add(string path, string message, string? suggestion = null) => Mismatches.Add(new SchemaMismatch(path, message, suggestion));
    }
}
