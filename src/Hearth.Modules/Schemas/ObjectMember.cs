using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Hearth.Modules.Schemas;

/// <summary>A property of a JSON object.</summary>
/// <param name="Name">In JSON.</param>
/// <param name="Property">The property of the type.</param>
/// <param name="Parameter">The constructor parameter that sets it.</param>
/// <param name="Type">Its type, as annotated on the side that counts.</param>
/// <param name="AllowsNull">Whether it may be null.</param>
/// <param name="Required">Whether it must be there.</param>
internal sealed record ObjectMember(string Name, IPropertySymbol Property, IParameterSymbol? Parameter, ITypeSymbol Type, bool AllowsNull, bool Required)
{
    /// <summary>Who may carry attributes of this member.</summary>
    public ImmutableArray<ISymbol> Symbols => Parameter is null ? [Property] : [Property, Parameter];
}
