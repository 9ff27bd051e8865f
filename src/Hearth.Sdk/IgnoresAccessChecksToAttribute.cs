using System.ComponentModel;

namespace System.Runtime.CompilerServices;

/// <summary>Lets an assembly use the internal members of another. The runtime knows it by its name; Hearth puts it on compiled tasks, whose files
/// see each other as those of one project do. Not for use in code.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class IgnoresAccessChecksToAttribute(string assemblyName) : Attribute
{
    /// <summary>The simple name of the other assembly.</summary>
    public string AssemblyName { get; } = assemblyName;
}
