using System.Text;
using Hearth.Workflows.Runs;

namespace Hearth.Workflows.Tests.Runs;

/// <summary>All that can be seen of a machine, as text: two machines with the same picture behave the same from here on.</summary>
internal static class MachinePicture
{
    public static string Of(RunMachine machine, RunPlan plan, DateTimeOffset now)
    {
        var picture = new StringBuilder($"{machine.Status} cancelling={machine.Cancelling} next={machine.Next()} due={machine.NextDue(now):O} executing={machine.Executing}\n");
        for (var index = 0; index < plan.Steps.Length; index++)
        {
            var step = machine.Steps[index];
            picture.Append(System.Globalization.CultureInfo.InvariantCulture,
                $"{index}: {step.Status} {step.Reason} {step.Succeeded}({step.Reused})+{step.Failed}-{step.Dropped}/{step.Items} next={machine.NextAttempt(index, now)} later={machine.NextAttempt(index, DateTimeOffset.MaxValue)}");
            foreach (var (item, attempt) in step.Executing.OrderBy(entry => entry.Key))
                picture.Append(System.Globalization.CultureInfo.InvariantCulture, $" {item}~{attempt}");
            for (var item = 0L; item < step.Items; item++)
                picture.Append(step.HasSucceeded(item) ? '+' : step.HasFailed(item) ? '-' : '.');
            picture.Append('\n');
        }

        return picture.ToString();
    }
}
