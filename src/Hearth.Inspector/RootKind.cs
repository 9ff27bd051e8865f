namespace Hearth.Inspector;

/// <summary>What holds an object for good.</summary>
internal enum RootKind
{
    StaticField,
    StaticEvent,
    Handle,
    Stack,
    Finalizer,
}
