using Hearth.Store;

namespace Hearth.Host.Results;

/// <summary>What is known of one item.</summary>
/// <param name="Identity">What its result depends on; null where that cannot be known.</param>
/// <param name="Record">What stands for it; null where nothing does.</param>
/// <param name="Trouble">Why nothing is known.</param>
internal sealed record ResultLook(ResultIdentity? Identity, ResultRecord? Record, string Trouble);
