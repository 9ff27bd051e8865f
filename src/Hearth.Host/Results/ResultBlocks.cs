using System.Collections.Immutable;
using Hearth.Coherence;
using Hearth.Host.Runs;
using Hearth.Store;
using Hearth.Workflows.Definitions;
using Hearth.Workflows.Runs;

namespace Hearth.Host.Results;

/// <summary>
/// Results of items that follow each other, which stand together: one question and one entry of the log for all. Finding and keeping is for the run's loop; setting is safe from several threads.
/// </summary>
internal sealed class ResultBlocks(RunEnvironment environment, RunProgram program, string run)
{
    /// <summary>As long as a use of many at once need not be noted again: that costs more than the look.</summary>
    public static readonly TimeSpan UseAge = TimeSpan.FromMinutes(10);

    private readonly BlockKeys _keys = new();

    /// <summary>Whether a look at all of these items may find a block: there is one of that place and code.</summary>
    public bool MayFind(StepDefinition step, long first, int count, string code) => environment.Results.HasBlock(program.Workflow.Name, step.Name, first, count, code);

    /// <summary>What stands for all items that were looked at.</summary>
    public ReusedResult? Find(StartAttempt first, TaskVersion version, ImmutableArray<ResultLook> looks)
    {
        if (looks.Any(look => look.Identity is null) || environment.Results.FindBlock(BlockKeys.KeyOf(looks.Select(look => look.Identity!.Key))) is not { } block
            || !File.Exists(environment.Content.PathOf(block.Array)))
            return null;
        for (var item = 0; item < looks.Length; item++)
            Set(first.Step, first.Item + item, looks[item].Identity!.Key, version.Key);
        var now = environment.Time.GetUtcNow();
        if (now - block.Used > UseAge)
        {
            environment.Results.PutBlocks([block with { Used = now }]);
            environment.Results.Touch([.. looks.Select(look => look.Identity!.Key)], now);
        }

        return new ReusedResult(block.Run, block.Run, block.First, block.Code, null, null, StoredResults.Reason(block.Run))
        {
            Count = looks.Length,
            Block = new StoredBlock(block.Array, block.Offset, block.Length),
        };
    }

    /// <summary>The result of an item is kept, and has no artifacts.</summary>
    public void Set(int step, long item, Fingerprint key, string code) => _keys.Set(step, item, key, code);

    /// <summary>Notes which results of a step that has ended may stand together.</summary>
    /// <param name="index">The step.</param>
    /// <param name="items">How many items it had.</param>
    /// <param name="outputs">What they returned.</param>
    public void Keep(int index, long items, StoredArray outputs)
    {
        var step = program.Workflow.Steps[index];
        var blocks = new List<ResultBlock>();
        for (var block = 0; block < outputs.Blocks.Length; block++)
        {
            var first = (long)block * StoredArray.BlockSize;
            var count = (int)Math.Min(StoredArray.BlockSize, items - first);
            if (_keys.Take(index, block, count) is { } known)
                blocks.Add(new ResultBlock(known.Key, run, program.Workflow.Name, step.Name, first, count, known.Code, outputs.Blocks[block].Array,
                    outputs.Blocks[block].Offset, outputs.Blocks[block].Length, environment.Time.GetUtcNow()));
        }

        environment.Results.PutBlocks(blocks);
    }
}
