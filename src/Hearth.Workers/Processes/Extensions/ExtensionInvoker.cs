using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using Hearth.Workers.Json;
using Hearth.Workers.Protocol;

namespace Hearth.Workers.Processes.Extensions;

/// <summary>Calls one vault, store or report class. There is one instance for each configuration, for as long as this version of the class is loaded.</summary>
/// <param name="type">The class.</param>
internal abstract class ExtensionInvoker<TExtension>(Type type) : TaskInvoker where TExtension : class
{
    private readonly ConcurrentDictionary<string, Lazy<TExtension>> _instances = new();

    // One for each version of the code: options hold the types that they have seen.
    private readonly JsonSerializerOptions _json = HearthJson.CreateOptions();

    public sealed override async Task<byte[]?> InvokeAsync(ReadOnlyMemory<byte> input, TaskContext context)
    {
        var call = JsonSerializer.Deserialize(input.Span, MessageJson.Default.ExtensionCall) ?? throw new InvalidInputException("the call is null");
        // Without the exception being kept: what could not be read may be there the next time.
        var instance = _instances.GetOrAdd(CanonicalJson.Of(call.Configuration), _ => new Lazy<TExtension>(() => Make(call.Configuration), LazyThreadSafetyMode.PublicationOnly)).Value;
        return JsonSerializer.SerializeToUtf8Bytes(await CallAsync(instance, call, context), MessageJson.Default.ExtensionAnswer);
    }

    protected abstract Task<ExtensionAnswer> CallAsync(TExtension extension, ExtensionCall call, TaskContext context);

    protected static InvalidInputException Unknown(string operation) => new($"there is no operation '{operation}' for this kind of extension");

    private TExtension Make(JsonElement configuration)
    {
        var instance = (TExtension)Activator.CreateInstance(type)!;
        if (type.GetInterfaces().FirstOrDefault(candidate => candidate.IsGenericType && candidate.GetGenericTypeDefinition() == typeof(IConfigurable<>)) is { } contract)
            contract.GetMethod(nameof(IConfigurable<>.Configure))!.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, [Read(configuration, contract.GetGenericArguments()[0])], null);
        return instance;
    }

    private object Read(JsonElement configuration, Type wanted)
    {
        try
        {
            return configuration.Deserialize(wanted, _json) ?? throw new InvalidInputException("the settings are null");
        }
        catch (JsonException exception)
        {
            throw new InvalidInputException($"the settings do not fit: {exception.Message}");
        }
    }
}
