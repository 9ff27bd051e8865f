namespace Hearth.Workers.Protocol;

/// <summary>Host to worker: modules that were told of long ago; what is loaded stays so.</summary>
/// <param name="Keys">Their load keys.</param>
public sealed record ForgetMessage(IReadOnlyList<string> Keys);
