using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;
using Hearth.Workers.Protocol;

namespace Hearth.Workers.Processes;

/// <summary>Turns an exception into text that holds on to nothing.</summary>
internal static class ErrorDescriber
{
    private const int MostFrames = 30, MostInner = 5, LongestMessage = 16 * 1024;

    public static AttemptError Describe(Exception exception) => Describe(exception, 0);

    private static AttemptError Describe(Exception exception, int depth)
    {
        exception = Unwrap(exception);
        var id = exception switch
        {
            InvalidInputException => AttemptErrorIds.InvalidInput,
            InvalidOutputException => AttemptErrorIds.NotSerializable,
            LogLimitException => AttemptErrorIds.LogLimit,
            UnauthorizedAccessException when exception.TargetSite?.DeclaringType == typeof(AttemptFiles) => AttemptErrorIds.OutsideWorkspace,
            BadImageFormatException or FileLoadException or FileNotFoundException { TargetSite.Name: "Load" or "LoadFromAssemblyPath" }
                or TypeLoadException or MissingMethodException => AttemptErrorIds.CannotLoad,
            _ => AttemptErrorIds.Threw,
        };
        var message = exception.Message.Length > LongestMessage ? exception.Message[..LongestMessage] + "…" : exception.Message;
        return new AttemptError(id, message, exception is InvalidInputException or InvalidOutputException or LogLimitException ? null : exception.GetType().FullName, exception is TransientException or HttpRequestException or TimeoutException,
            Frames(exception), exception.InnerException is { } inner && depth < MostInner ? Describe(inner, depth + 1) : null);
    }

    private static Exception Unwrap(Exception exception) => exception switch
    {
        TargetInvocationException { InnerException: { } inner } => Unwrap(inner),
        AggregateException { InnerExceptions: [var only] } => Unwrap(only),
        _ => exception,
    };

    /// <summary>Only the frames of task code: those of the framework and of Hearth say nothing about the task.</summary>
    private static List<ErrorFrame> Frames(Exception exception)
    {
        var frames = new List<ErrorFrame>();
        foreach (var frame in new StackTrace(exception, fNeedFileInfo: true).GetFrames())
        {
            if (frame.GetMethod() is not { DeclaringType: { } type } method
                || AssemblyLoadContext.GetLoadContext(type.Assembly) is not { IsCollectible: true })
                continue;
            frames.Add(new ErrorFrame(Name(type, method), frame.GetFileName(), frame.GetFileLineNumber()));
            if (frames.Count == MostFrames)
                break;
        }

        return frames;
    }

    /// <summary>As it stands in the source: the state machine of <c>async RunAsync</c> is shown as RunAsync.</summary>
    private static string Name(Type type, MethodBase method)
    {
        if (type.Name.StartsWith('<') && type.Name.IndexOf('>') is > 1 and var end && type.DeclaringType is { } owner)
            return $"{owner.FullName}.{type.Name[1..end]}";
        return $"{type.FullName}.{method.Name}".Replace('+', '.');
    }
}
