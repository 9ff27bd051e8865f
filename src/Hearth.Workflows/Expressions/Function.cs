using System.Collections.Frozen;
using System.Collections.Immutable;
using Hearth.Workflows.Schemas;

namespace Hearth.Workflows.Expressions;

/// <summary>Computes a function. Throws <see cref="OperandException"/> for an argument that it cannot take.</summary>
internal delegate Value FunctionBody(ReadOnlySpan<Value> arguments);

/// <summary>A function that expressions can call. The same arguments always give the same result.</summary>
/// <param name="Name">As expressions write it.</param>
/// <param name="Signature">How it is called, for people.</param>
/// <param name="Description">What it gives, for the reference.</param>
/// <param name="Parameters">The types that each argument may have; the last one stands for all further ones.</param>
/// <param name="FewestArguments">How many arguments it needs.</param>
/// <param name="MostArguments">How many it takes.</param>
/// <param name="Result">The type of its result.</param>
/// <param name="Body">How it is computed.</param>
internal sealed record Function(
    string Name,
    string Signature,
    string Description,
    ImmutableArray<JsonTypes> Parameters,
    int FewestArguments,
    int MostArguments,
    JsonTypes Result,
    FunctionBody Body)
{
    public static readonly ImmutableArray<Function> All = Functions.Create();

    private static readonly FrozenDictionary<string, Function> s_byName = All.ToFrozenDictionary(function => function.Name);

    public static Function? Find(string name) => s_byName.GetValueOrDefault(name);

    /// <summary>The types that an argument may have.</summary>
    public JsonTypes Parameter(int argument) => Parameters[Math.Min(argument, Parameters.Length - 1)];

    // Two functions are the same when they have the same name: records would compare the arrays by reference.
    public bool Equals(Function? other) => other?.Name == Name;

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Name);
}
