namespace Hearth;

/// <summary>
/// Says that the same attempt may succeed later: a time-out of a service, a busy lock. A step's <c>retry</c> with
/// <c>on: transient</c> repeats only these. Also counted as transient: <see cref="HttpRequestException"/>, <see cref="TimeoutException"/>.
/// </summary>
public class TransientException : Exception
{
    /// <summary>Creates the exception with a message for people.</summary>
    public TransientException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with a message for people and its cause.</summary>
    public TransientException(string message, Exception inner) : base(message, inner)
    {
    }
}
