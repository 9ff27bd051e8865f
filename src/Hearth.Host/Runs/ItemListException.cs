namespace Hearth.Host.Runs;

/// <summary>The list of a mapped step cannot be read. The message says where and why.</summary>
internal sealed class ItemListException(string message, Exception? inner = null) : Exception(message, inner);
