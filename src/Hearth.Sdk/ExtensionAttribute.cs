namespace Hearth;

/// <summary>Gives an extension of any kind the name that workflows and settings use. Without it the name is the class name, without a final
/// <c>Task</c>, <c>Resource</c>, <c>Vault</c>, <c>Store</c> or <c>Report</c> (whichever it is), in kebab-case: <c>TeamVault</c> is <c>team</c>.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ExtensionAttribute(string name) : Attribute
{
    /// <summary>The name: letters, digits, <c>-</c>, <c>_</c> and <c>.</c>.</summary>
    public string Name { get; } = name;
}
