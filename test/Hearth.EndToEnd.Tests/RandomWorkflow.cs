using System.Globalization;
using System.Text;

namespace Hearth.EndToEnd.Tests;

/// <summary>A workflow of random shape, whose tasks each take a few milliseconds.</summary>
internal sealed record RandomWorkflow(string Name, string Text, IReadOnlyDictionary<string, int?> Steps)
{
    /// <param name="name">Its name; also marks what its tasks note.</param>
    /// <param name="random">The same seed gives the same workflow.</param>
    public static RandomWorkflow Make(string name, Random random)
    {
        var steps = new Dictionary<string, int?>();
        var text = new StringBuilder("steps:\n");
        var count = random.Next(2, 7);
        for (var index = 0; index < count; index++)
        {
            var step = $"s{index}";
            int? items = random.Next(2) == 0 ? random.Next(1, 9) : null;
            var needs = Enumerable.Range(0, index).Where(_ => random.Next(3) == 0).Select(need => $"s{need}").ToList();
            var stages = items is null || random.Next(2) == 0 ? 0 : random.Next(2, 4);
            text.Append(CultureInfo.InvariantCulture, $"  {step}:\n");
            if (needs.Count > 0)
                text.Append(CultureInfo.InvariantCulture, $"    needs: [{string.Join(", ", needs)}]\n");
            if (random.Next(6) == 0)
                text.Append(CultureInfo.InvariantCulture, $"    isolation: {(random.Next(2) == 0 ? "run" : "step")}\n");
            if (items is { } number)
                text.Append(CultureInfo.InvariantCulture, $"    map:\n      over: [{string.Join(", ", Enumerable.Range(0, number))}]\n{(stages > 0 ? "      steps:\n" : "")}");
            if (stages == 0)
                Add(step, "    ");
            for (var stage = 0; stage < stages; stage++)
            {
                text.Append(CultureInfo.InvariantCulture, $"        t{stage}:\n");
                Add($"{step}/t{stage}", "          ");
            }

            void Add(string task, string indent)
            {
                steps.Add(task, items);
                text.Append(CultureInfo.InvariantCulture, $"{indent}task: act\n{indent}retry: {{ times: 50, delay: 1ms, backoff: constant }}\n{indent}with: {{ name: {name}/{task}, delay: {random.Next(5, 60)} }}\n");
            }
        }

        return new RandomWorkflow(name, text.ToString(), steps);
    }
}
