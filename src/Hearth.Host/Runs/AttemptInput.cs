using System.Text.Json;
using Hearth.Coherence;
using Hearth.Workers.Json;
using Hearth.Workflows.Definitions;

namespace Hearth.Host.Runs;

/// <summary>What identifies the input of an attempt.</summary>
internal static class AttemptInput
{
    /// <summary>The fingerprint of an input; null where the step gives secrets: of a short one the fingerprint would give it away.</summary>
    public static Fingerprint? FingerprintOf(StepDefinition step, JsonElement input) =>
        step.With.References.Secrets.IsEmpty ? Fingerprint.Of(CanonicalJson.BytesOf(input).Span) : null;
}
