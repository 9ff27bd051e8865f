namespace Hearth;

/// <summary>Gives a task the name that workflows use. Without it the name is the class name, without a final <c>Task</c>, in kebab-case
/// (<c>CloneRepository</c> and <c>CloneRepositoryTask</c> are both <c>clone-repository</c>).</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TaskAttribute(string name) : Attribute
{
    /// <summary>The name: letters, digits, <c>-</c>, <c>_</c> and <c>.</c>.</summary>
    public string Name { get; } = name;
}
