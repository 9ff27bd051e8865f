using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using Hearth.Workflows.Runs;

namespace Hearth.Host.Runs;

/// <summary>From what items of a batch gave to what the log says: items that follow each other and succeeded are one entry.</summary>
internal static class ItemEntries
{
    private const int MostItems = 1024, MostBytes = 256 * 1024;

    /// <summary>The entries.</summary>
    /// <param name="work">The batch.</param>
    /// <param name="outcomes">What its items gave, in the order in which they ended.</param>
    /// <param name="now">The time.</param>
    /// <param name="values">Where large values go.</param>
    /// <param name="judge">Has the last word on evidence; called right before the event is used, in their order.</param>
    public static IEnumerable<(AttemptEnded Happened, EventData Data)> Of(BatchWork work, IReadOnlyList<ItemOutcome> outcomes, DateTimeOffset now, ValueStore values,
        Func<StartAttempt, AttemptEvidence, AttemptEvidence> judge)
    {
        for (var index = 0; index < outcomes.Count;)
        {
            var count = Together(outcomes, index);
            var first = work.At(outcomes[index].Item);
            if (count > 1)
            {
                yield return (new AttemptEnded(now, first.Step, first.Item, first.Attempt, AttemptOutcome.Succeeded, false, count), new EventData { Results = Pack(outcomes, index, count) });
            }
            else
            {
                var evidence = judge(first, outcomes[index].Evidence);
                yield return (new AttemptEnded(now, first.Step, first.Item, first.Attempt, evidence.Outcome, evidence.Error?.Transient ?? false), evidence.DataIn(values));
            }

            index += count;
        }
    }

    /// <summary>How many outcomes from one on can be one entry.</summary>
    private static int Together(IReadOnlyList<ItemOutcome> outcomes, int first)
    {
        var (count, bytes) = (0, 0);
        while (first + count < outcomes.Count && count < MostItems && bytes < MostBytes
            && outcomes[first + count] is { Evidence: { Outcome: AttemptOutcome.Succeeded, Input: not null, Output.Inline: { } output } } outcome && outcome.Item == outcomes[first].Item + count)
        {
            bytes += JsonMarshal.GetRawUtf8Value(output).Length;
            count++;
        }

        return Math.Max(1, count);
    }

    private static ItemResults Pack(IReadOnlyList<ItemOutcome> outcomes, int first, int count)
    {
        var outputs = new ArrayBufferWriter<byte>();
        var inputs = new StringBuilder(count * 64);
        var microseconds = new long[count];
        for (var index = 0; index < count; index++)
        {
            var evidence = outcomes[first + index].Evidence;
            outputs.Write(index == 0 ? "["u8 : ","u8);
            outputs.Write(JsonMarshal.GetRawUtf8Value(evidence.Output!.Inline!.Value));
            inputs.Append(evidence.Input);
            microseconds[index] = (long)evidence.Duration.TotalMicroseconds;
        }

        outputs.Write("]"u8);
        return new ItemResults(outputs.WrittenMemory, microseconds, inputs.ToString());
    }
}
