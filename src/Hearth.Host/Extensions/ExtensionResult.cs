using Hearth.Workers.Protocol;

namespace Hearth.Host.Extensions;

/// <summary>What came of a call: one of the two.</summary>
internal sealed record ExtensionResult(ExtensionAnswer? Answer, AttemptError? Error);
