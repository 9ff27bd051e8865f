using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;
using Hearth.Workers.Loading;
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
        var message = Message(exception);
        return new AttemptError(id, message, exception is InvalidInputException or InvalidOutputException or LogLimitException ? null : exception.GetType().FullName,
            exception is TransientException or HttpRequestException or TimeoutException,
            Frames(exception), exception.InnerException is { } inner && depth < MostInner ? Describe(inner, depth + 1) : null);
    }

    private static string Message(Exception exception)
    {
        try
        {
            var message = exception.Message;
            return message.Length > LongestMessage ? message[..LongestMessage] + "…" : message;
        }
        catch (Exception failure)
        {
            // Task code may override it.
            return $"(Its message cannot be read: {failure.GetType().FullName})";
        }
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
                || AssemblyLoadContext.GetLoadContext(type.Assembly) is not { IsCollectible: true } context)
                continue;
            // File and line only where the assembly brings them along; otherwise the host knows them by module, method and offset.
            frames.Add(new ErrorFrame(Name(type, method), frame.GetFileName(), frame.GetFileLineNumber(), null, (context as ModuleContext)?.Key, method.MetadataToken,
                Math.Max(0, frame.GetILOffset())));
            if (frames.Count == MostFrames)
                break;
        }

        return frames;
    }

    /// <summary>As it stands in the source: what the compiler made of async methods, local functions and lambdas is shown as the method around it.</summary>
    private static string Name(Type type, MethodBase method)
    {
        var name = method.Name;
        for (; type.Name.StartsWith('<') && type.DeclaringType is { } owner; type = owner)
            if (type.Name.IndexOf('>') > 1)
                name = type.Name;
        return $"{type.FullName}.{InSource(name)}".Replace('+', '.');
    }

    /// <summary>From <c>&lt;RunAsync&gt;d__1</c>, <c>&lt;RunAsync&gt;b__0_1</c>, <c>&lt;&lt;RunAsync&gt;g__Local|0_0&gt;d</c>.</summary>
    private static string InSource(string name)
    {
        var outer = name.TrimStart('<');
        var end = outer.IndexOf('>');
        if (outer.Length == name.Length || end < 0)
            return name;
        const string LocalFunction = "g__";
        var rest = outer[(end + 1)..];
        return rest.StartsWith(LocalFunction, StringComparison.Ordinal) && rest.IndexOf('|') is > 0 and var bar
            ? $"{outer[..end]}.{rest[LocalFunction.Length..bar]}"
            : outer[..end];
    }
}
