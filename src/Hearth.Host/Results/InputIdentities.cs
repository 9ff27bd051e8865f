using System.Text.Json;
using Hearth.Coherence;
using Hearth.Coherence.Graph;
using Hearth.Coherence.Layers;
using Hearth.Host.Runs;
using Hearth.Store;
using Hearth.Workflows.Expressions;

namespace Hearth.Host.Results;

/// <summary>
/// Identifies inputs before they are made: what another step returned and is passed on whole is known by the file that it lies in, and need not be read. Safe for use from several threads.
/// </summary>
internal sealed class InputIdentities
{
    private readonly Layer<Fingerprint, Fingerprint> _outputs;

    /// <param name="graph">The host's graph.</param>
    /// <param name="content">Where large values lie.</param>
    public InputIdentities(CoherenceGraph graph, ContentStore content) => _outputs = graph.AddLayer(new LayerDefinition<Fingerprint, Fingerprint>
    {
        Name = "outputs",
        Compute = (key, _) =>
        {
            using var document = JsonDocument.Parse(content.Get(key));
            return ValueTask.FromResult(AttemptInput.FingerprintOfValue(document.RootElement));
        },
        // The content is named by its fingerprint and cannot become another; but the file can be lost, and put back.
        IsContentKeyed = true,
        IsTransient = static _ => true,
        Fingerprint = value => value,
        NameOf = key => key.Short,
        Policy = new LayerPolicy { MaxEntries = 10_000 },
    });

    /// <summary>The same as <see cref="AttemptInput.FingerprintOf(JsonElement)"/> of what the template gives.</summary>
    /// <exception cref="EvaluationException">An expression has no value.</exception>
    /// <exception cref="StoreException">What a step returned is not there.</exception>
    public async ValueTask<Fingerprint> OfAsync(ValueTemplate template, IEvaluationScope scope, CancellationToken cancellationToken)
    {
        if (template.Properties.IsDefault)
            return AttemptInput.FingerprintOf(template.Evaluate(scope));
        var parts = new KeyValuePair<string, Fingerprint>[template.Properties.Length];
        for (var index = 0; index < parts.Length; index++)
        {
            var (name, part) = template.Properties[index];
            var known = part.WholeOutputOf is { } step ? scope.Step(step)?.Content : null;
            parts[index] = KeyValuePair.Create(name, Fingerprint.TryParse(known, out var content) ? await _outputs.ReadAsync(content, cancellationToken)
                : AttemptInput.FingerprintOfValue(part.Evaluate(scope)));
        }

        return AttemptInput.FingerprintOf(parts);
    }
}
