using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hearth.Workflows.Problems;

namespace Hearth.Workflows.Schemas;

/// <summary>
/// One validation of one value. A valid value costs no more than the walk: paths are written only for violations. Depth and the work
/// spent on alternatives are bounded, whatever schema and value are.
/// </summary>
internal sealed class ValidationPass(int limit)
{
    private const int Deepest = 400;
    private const int MostTries = 2_000_000;

    private readonly List<PathPart> _path = [];
    private ImmutableArray<SchemaViolation>.Builder? _violations;
    private int _depth;
    private int _alternatives;
    private int _tries;

    private bool IsFull => _violations?.Count >= limit;

    public ImmutableArray<SchemaViolation> Run(JsonSchema schema, JsonElement value)
    {
        Check(schema, value);
        return _violations?.ToImmutable() ?? [];
    }

    private void Check(JsonSchema schema, JsonElement value)
    {
        if (IsFull)
            return;
        if (++_depth > Deepest)
            Report("the value is nested too deeply");
        else if (_alternatives > 0 && ++_tries > MostTries)
            Report("the value has too many alternatives to check");
        else
            CheckResolved(schema.Resolve(), value);
        _depth--;
    }

    private void CheckResolved(JsonSchema schema, JsonElement value)
    {
        var type = SchemaTypes.Of(value);
        if ((schema.Types & type) == JsonTypes.None)
        {
            Report($"must be {SchemaDescription.Of(schema)}, but is {Describe(value)}");
            return;
        }

        if (schema.Values.Length > 0)
            CheckValues(schema, value);
        switch (type)
        {
            case JsonTypes.Object:
                CheckObject(schema, value);
                break;
            case JsonTypes.Array:
                CheckArray(schema, value);
                break;
            case JsonTypes.String:
                CheckText(schema, value);
                break;
            case JsonTypes.Integer or JsonTypes.Number:
                CheckNumber(schema, value);
                break;
        }

        if (schema.AnyOf.Length > 0)
            CheckAlternatives(schema.AnyOf, type, value);
    }

    private void CheckValues(JsonSchema schema, JsonElement value)
    {
        foreach (var allowed in schema.Values)
        {
            if (JsonElement.DeepEquals(allowed, value))
                return;
        }

        Report($"must be {SchemaDescription.Of(schema)}, but is {Describe(value)}");
    }

    private void CheckObject(JsonSchema schema, JsonElement value)
    {
        foreach (var name in schema.Required)
        {
            if (!value.TryGetProperty(name, out _))
                Report($"the property '{name}' is missing");
        }

        if (schema.Properties.Count == 0 && schema.AdditionalProperties is null)
            return;

        foreach (var property in value.EnumerateObject())
        {
            if (schema.Properties.TryGetValue(property.Name, out var known))
                CheckAt(new PathPart(property.Name, 0), known, property.Value);
            else if (schema.AdditionalProperties is { Types: JsonTypes.None })
                Report($"there is no property '{property.Name}'{Suggest(property.Name, schema)}");
            else if (schema.AdditionalProperties is { } additional)
                CheckAt(new PathPart(property.Name, 0), additional, property.Value);
        }
    }

    private void CheckArray(JsonSchema schema, JsonElement value)
    {
        var length = value.GetArrayLength();
        if (length < schema.MinimumItems)
            Report($"must have at least {schema.MinimumItems} elements, but has {length}");
        if (length > schema.MaximumItems)
            Report($"must have at most {schema.MaximumItems} elements, but has {length}");
        if (schema.Items is not { } items || items.AcceptsAnything)
            return;

        var index = 0;
        foreach (var element in value.EnumerateArray())
            CheckAt(new PathPart(null, index++), items, element);
    }

    private void CheckText(JsonSchema schema, JsonElement value)
    {
        if (schema is { Format: null, Pattern: null, MinimumLength: null, MaximumLength: null })
            return;

        var text = value.GetString()!;
        var length = text.Length - text.Count(char.IsLowSurrogate);
        if (length < schema.MinimumLength)
            Report($"must have at least {schema.MinimumLength} characters, but has {length}");
        if (length > schema.MaximumLength)
            Report($"must have at most {schema.MaximumLength} characters, but has {length}");
        if (schema.Format is { } format && !SchemaFormats.Accepts(format, text))
            Report($"must be a {format}, but is {Describe(value)}");
        if (schema.Pattern is not { } pattern)
            return;
        try
        {
            if (!pattern.IsMatch(text))
                Report($"must match {pattern}, but is {Describe(value)}");
        }
        catch (RegexMatchTimeoutException)
        {
            Report($"could not be matched with {pattern} in time");
        }
    }

    private void CheckNumber(JsonSchema schema, JsonElement value)
    {
        if (schema is { Minimum: null, Maximum: null, ExclusiveMinimum: null, ExclusiveMaximum: null })
            return;

        var number = value.GetDouble();
        if (number < schema.Minimum)
            Report($"must be at least {schema.Minimum}, but is {value.GetRawText()}");
        if (number > schema.Maximum)
            Report($"must be at most {schema.Maximum}, but is {value.GetRawText()}");
        if (number <= schema.ExclusiveMinimum)
            Report($"must be above {schema.ExclusiveMinimum}, but is {value.GetRawText()}");
        if (number >= schema.ExclusiveMaximum)
            Report($"must be below {schema.ExclusiveMaximum}, but is {value.GetRawText()}");
    }

    private void CheckAlternatives(ImmutableArray<JsonSchema> alternatives, JsonTypes type, JsonElement value)
    {
        // Mostly the type decides: then the one that is left says exactly what is wrong.
        var candidates = alternatives.Where(schema => (schema.Resolve().Types & type) != JsonTypes.None).ToList();
        if (candidates.Count == 1)
        {
            Check(candidates[0], value);
            return;
        }

        _alternatives++;
        foreach (var candidate in candidates)
        {
            var attempt = new ValidationPass(1) { _depth = _depth, _alternatives = _alternatives, _tries = _tries };
            attempt.Check(candidate, value);
            _tries = attempt._tries;
            if (attempt._violations is null)
            {
                _alternatives--;
                return;
            }
        }

        _alternatives--;
        Report($"must be {SchemaDescription.Of(JsonSchema.Union(alternatives))}, but is {Describe(value)}");
    }

    private void CheckAt(PathPart part, JsonSchema schema, JsonElement value)
    {
        _path.Add(part);
        Check(schema, value);
        _path.RemoveAt(_path.Count - 1);
    }

    private void Report(string message)
    {
        if (!IsFull)
            (_violations ??= ImmutableArray.CreateBuilder<SchemaViolation>()).Add(new SchemaViolation(JsonPath(), message));
    }

    private string JsonPath()
    {
        var text = new StringBuilder("$");
        foreach (var part in _path)
        {
            if (part.Name is null)
                text.Append('[').Append(part.Index).Append(']');
            else if (part.Name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-') && part.Name.Length > 0)
                text.Append('.').Append(part.Name);
            else
                text.Append("['").Append(part.Name.Replace("'", "\\'")).Append("']");
        }

        return text.ToString();
    }

    private static string Suggest(string name, JsonSchema schema) =>
        NearestName.Find(name, schema.Properties.Keys) is { } nearest ? $" (did you mean '{nearest}'?)" : "";

    private static string Describe(JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            return SchemaTypes.Describe(SchemaTypes.Of(value));
        var text = value.GetRawText();
        return text.Length > 80 ? $"{text.AsSpan(0, 77)}..." : text;
    }

    /// <summary>A step of a path: the name of a property, or a position in a list.</summary>
    private readonly record struct PathPart(string? Name, int Index);
}
