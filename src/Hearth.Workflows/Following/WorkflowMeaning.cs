using System.Security.Cryptography;
using System.Text;
using Hearth.Workflows.Definitions;

namespace Hearth.Workflows.Following;

/// <summary>
/// What workflows mean, apart from how they are written: comments, descriptions, layout and the order of keys do not count; a workflow that a step runs counts
/// as part of the step. Not safe for use from several threads.
/// </summary>
/// <param name="workflows">Workflows without problems, by name: with each all that it nests.</param>
public sealed class WorkflowMeaning(IReadOnlyDictionary<string, WorkflowDefinition> workflows)
{
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);

    /// <summary>What identifies the meaning of a step, in 64 hexadecimal digits.</summary>
    public string Of(StepDefinition step) => Print(MeaningText.Of(step, step.Workflow is { } nested ? OfWorkflow(nested.Value) : null));

    /// <summary>What identifies the meaning of a workflow with all that it nests, in 64 hexadecimal digits.</summary>
    public string OfWorkflow(string name)
    {
        if (_known.TryGetValue(name, out var known))
            return known;
        var workflow = workflows[name];
        var parts = MeaningText.KeysOf(workflow).Select(key => key.Text)
            .Concat(workflow.Steps.Where(step => !step.IsRemoved).OrderBy(step => step.Name, StringComparer.Ordinal).Select(step => $"{step.Name} {Of(step)}"));
        return _known[name] = Print(string.Join('\n', parts));
    }

    private static string Print(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
