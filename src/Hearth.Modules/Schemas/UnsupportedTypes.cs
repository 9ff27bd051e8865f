using Microsoft.CodeAnalysis;

namespace Hearth.Modules.Schemas;

/// <summary>Types that are not data: the serializer refuses them, or would write something that nobody can read back.</summary>
internal static class UnsupportedTypes
{
    /// <returns>What the type is, as the end of a sentence; null when nothing is known against it.</returns>
    public static string? Reason(ITypeSymbol type)
    {
        if (type is IPointerTypeSymbol or IFunctionPointerTypeSymbol)
            return "a pointer";
        if (type is IArrayTypeSymbol { Rank: > 1 })
            return "an array of several dimensions; use an array of arrays";
        if (type.TypeKind == TypeKind.Delegate)
            return "a delegate: code, not data";
        if (type.IsRefLikeType)
            return "a ref struct, which exists on the stack only";
        if (type is INamedTypeSymbol { IsTupleType: true })
            return "a tuple, whose elements the serializer leaves out; use a record";
        return TypeNames.SelfAndBases(type).Concat(TypeNames.SelfAndInterfaces(type)).Select(part => ByName(TypeNames.Full(part))).FirstOrDefault(reason => reason is not null);
    }

    private static string? ByName(string name) => name switch
    {
        "System.IntPtr" or "System.UIntPtr" => "a number of this machine's address space; use long",
        "System.Type" or "System.Reflection.MemberInfo" or "System.Reflection.Assembly" or "System.Reflection.Module" => "a description of code; use its name",
        "System.IO.Stream" or "System.IO.TextReader" or "System.IO.TextWriter" => "a stream; write a file and hand on its path",
        "System.Threading.Tasks.Task" or "System.Threading.Tasks.ValueTask" or "System.Threading.Tasks.ValueTask`1" => "a promise of a value; await it",
        "System.Threading.CancellationToken" or "System.Threading.WaitHandle" => "a means of signalling within a process; TaskContext has one",
        "System.Exception" => "an exception; throw it, or hand on its message",
        "System.Collections.Generic.IAsyncEnumerable`1" => "a stream of values; collect them in a list",
        "System.Runtime.InteropServices.SafeHandle" => "a handle of this process",
        "System.Data.DataSet" or "System.Data.DataTable" => "a data set; use a list of records",
        "System.Numerics.BigInteger" => "a number without bounds, which the serializer does not know; use a string",
        "System.Globalization.CultureInfo" => "a culture; use its name",
        _ => null,
    };
}
