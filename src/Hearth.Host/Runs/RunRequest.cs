using System.Collections.Immutable;
using System.Text.Json;

namespace Hearth.Host.Runs;

/// <summary>What to run.</summary>
/// <param name="Workflow">The workflow's name.</param>
/// <param name="Arguments">Inputs as typed: name and text.</param>
/// <param name="Inputs">Inputs as a JSON object; arguments win.</param>
public sealed record RunRequest(string Workflow, ImmutableArray<KeyValuePair<string, string>> Arguments, JsonElement? Inputs);
