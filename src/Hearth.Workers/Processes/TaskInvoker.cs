using System.Reflection;
using System.Text.Json;
using Hearth.Workers.Processes.Extensions;

namespace Hearth.Workers.Processes;

/// <summary>Calls one class that is an extension: JSON in, JSON out, both as UTF-8. One instance serves all attempts of that version of the class.</summary>
internal abstract class TaskInvoker
{
    /// <exception cref="TypeLoadException">The class is neither a task nor another extension that can be called.</exception>
    public static TaskInvoker For(Type type)
    {
        if (ExtensionInvokers.TryFor(type) is { } other)
            return other;
        var contract = type.GetInterfaces().FirstOrDefault(candidate =>
            candidate.IsGenericType && candidate.GetGenericTypeDefinition() == typeof(ITask<,>))
            ?? throw new TypeLoadException($"{type.FullName} does not implement ITask.");
        return (TaskInvoker)Activator.CreateInstance(typeof(TypedInvoker<,>).MakeGenericType(contract.GetGenericArguments()),
            BindingFlags.Public | BindingFlags.Instance, null, [type], null)!;
    }

    /// <summary>Executes the task once.</summary>
    /// <param name="input">UTF-8 JSON.</param>
    /// <param name="context">The attempt's.</param>
    /// <returns>UTF-8 JSON; null where the task returned null.</returns>
    /// <exception cref="InvalidInputException">The input is not what the task takes.</exception>
    /// <exception cref="InvalidOutputException">The output cannot be JSON.</exception>
    public abstract Task<byte[]?> InvokeAsync(ReadOnlyMemory<byte> input, TaskContext context);

    private sealed class TypedInvoker<TIn, TOut>(Type type) : TaskInvoker
    {
        // One for each version of the code: options hold the types that they have seen.
        private readonly JsonSerializerOptions _json = HearthJson.CreateOptions();

        // Null where the type forbids it is written as it is: the host's check against the schema says where it stands.
        private readonly JsonSerializerOptions _output = new(HearthJson.CreateOptions()) { RespectNullableAnnotations = false };

        public override async Task<byte[]?> InvokeAsync(ReadOnlyMemory<byte> input, TaskContext context)
        {
            var task = (ITask<TIn, TOut>)Activator.CreateInstance(type)!;
            try
            {
                var pending = task.RunAsync(Read(input.Span), context)
                    ?? throw new InvalidOutputException("RunAsync returned a null Task: make it async, or return Task.FromResult(...).");
                return Write(await pending);
            }
            finally
            {
                switch (task)
                {
                    case IAsyncDisposable disposable:
                        await disposable.DisposeAsync();
                        break;
                    case IDisposable disposable:
                        disposable.Dispose();
                        break;
                }
            }
        }

        private TIn Read(ReadOnlySpan<byte> input)
        {
            try
            {
                return JsonSerializer.Deserialize<TIn>(input, _json) ?? throw new InvalidInputException("the input is null");
            }
            catch (JsonException exception)
            {
                throw new InvalidInputException(exception.Message);
            }
        }

        private byte[]? Write(TOut output)
        {
            if (output is null)
                return null;
            try
            {
                return JsonSerializer.SerializeToUtf8Bytes(output, _output);
            }
            catch (Exception exception) when (exception is JsonException or NotSupportedException or ArgumentException or InvalidOperationException)
            {
                throw new InvalidOutputException(exception.Message);
            }
        }
    }
}
