using System.Globalization;
using System.Text;
using System.Text.Json;
using Hearth.Host.Runs;
using Hearth.Workflows.Definitions;

namespace Hearth.Host.Definitions;

/// <summary>The workflow that <c>hearth map</c> runs: one step, and all that was asked for written out, so that the run can be taken up again like any other.</summary>
internal static class MapWorkflow
{
    private const string Name = "map";
    private const int LongestTask = 60;

    /// <summary>The name of the workflow for a task.</summary>
    public static string NameOf(string task) => IsName(task) ? $"{Name}-{task}" : Name;

    /// <summary>The workflow.</summary>
    /// <param name="map">What was asked for.</param>
    /// <param name="notSucceededIn">The run whose items are done again where they did not succeed; null for all items.</param>
    public static WorkflowLibrary Make(MapRequest map, string? notSucceededIn)
    {
        var text = new StringBuilder("# Made by 'hearth map'.\ndefinition: pin\nsteps:\n");
        text.Append(CultureInfo.InvariantCulture, $"  {StepOf(map.Task)}:\n    task: {Quoted(map.Task)}\n    map:\n      file: {Quoted(map.Items)}\n");
        Add("concurrency", map.Workers);
        Add("batch-size", map.BatchSize);
        Add("batch-timeout", Duration(map.BatchTimeout));
        Add("filter", map.Filter is { } filter ? Quoted(filter) : null);
        Add("limit", map.Limit);
        Add("not-succeeded-in", notSucceededIn is { } run ? Quoted(run) : null);
        Add("out", map.Out is { } output ? Quoted(output) : null);
        Add("order", map is { Out: not null, Order: ResultOrder.Completion } ? "completion" : null);
        if (map.ItemTimeout is not null)
            text.Append(CultureInfo.InvariantCulture, $"    timeout: {Duration(map.ItemTimeout)}\n");
        if (map.Retry > 0)
            text.Append(CultureInfo.InvariantCulture, $"    retry: {map.Retry}\n");
        if (map.Cache)
            text.Append("    cache: true\n");
        return new WorkflowLibrary([new WorkflowFile($"workflows/{NameOf(map.Task)}.yaml", text.ToString())]);

        void Add(string key, object? value)
        {
            if (value is not null)
                text.Append(CultureInfo.InvariantCulture, $"      {key}: {value}\n");
        }
    }

    private static string StepOf(string task) => IsName(task) ? task : "items";

    /// <summary>Names of steps and workflows are narrower than those of tasks may be.</summary>
    private static bool IsName(string task) => task.Length is > 0 and <= LongestTask && (char.IsAsciiLetter(task[0]) || task[0] == '_')
        && task.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_');

    private static string? Duration(TimeSpan? time) => time is { } span ? $"{(long)span.TotalMilliseconds}ms" : null;

    /// <summary>A JSON text is a YAML text too. What stands in it is no expression of a template.</summary>
    private static string Quoted(string text) => JsonSerializer.Serialize(text, MapWorkflowJson.Default.String);
}
