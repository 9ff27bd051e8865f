namespace Hearth.Store;

/// <summary>The store cannot be used as it is; the message says why and what to do.</summary>
/// <param name="id">The error's id, as <c>hearth explain</c> takes it.</param>
/// <param name="message">For people.</param>
/// <param name="inner">The cause.</param>
public sealed class StoreException(string id, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The file was written by a newer version.</summary>
    public const string NewerFormat = "HEARTH4001";

    /// <summary>The file is damaged or not a database.</summary>
    public const string Damaged = "HEARTH4002";

    /// <summary>There is no such run.</summary>
    public const string UnknownRun = "HEARTH4003";

    /// <summary>The disk is full or the file cannot be written.</summary>
    public const string NotWritable = "HEARTH4004";

    /// <summary>The error's id.</summary>
    public string Id { get; } = id;
}
