using Hearth.Workers.Protocol;

namespace Hearth.Workers.Tests;

/// <summary>A compiled module.</summary>
/// <param name="Message">What workers are told of it.</param>
/// <param name="Closure">It and all that it refers to, dependencies first.</param>
/// <param name="Symbols">Its PDB.</param>
internal sealed record Module(ModuleMessage Message, IReadOnlyList<ModuleMessage> Closure, string Symbols)
{
    public string Key => Message.Key;
}
