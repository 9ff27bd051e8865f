using System.Collections.Immutable;
using Hearth.Coherence;
using Hearth.Host.Runs;
using Hearth.Store;
using Hearth.Workflows.Definitions;

namespace Hearth.Host.Results;

/// <summary>
/// Results of items that follow each other, which stand together: one question and one entry of the log for all. Finding and keeping is for the run's loop; setting is safe from several threads.
/// </summary>
internal sealed class ResultBlocks(RunEnvironment environment, CurrentProgram program, string run)
{
    /// <summary>As long as a use of many at once need not be noted again: that costs more than the look.</summary>
    public static readonly TimeSpan UseAge = TimeSpan.FromMinutes(10);

    private readonly BlockKeys _keys = new();

    /// <summary>Whether a look at all of these items may find a block: there is one of that place and code.</summary>
    public bool MayFind(StepDefinition step, long first, int count, string code) => environment.Results.HasBlock(program.Now.Workflow.Name, step.Name, first, count, code);

    /// <summary>What stands for all items that were looked at.</summary>
    public ReusedResult? Find(ImmutableArray<ResultLook> looks)
    {
        var generation = environment.Results.Generation;
        if (looks.Any(look => look.Identity is null))
            return null;
        ImmutableArray<Fingerprint> keys = [.. looks.Select(look => look.Identity!.Key)];
        if (environment.Results.FindBlock(BlockKeys.KeyOf(keys)) is not { } block || !IsWhole(block))
            return null;
        var now = environment.Time.GetUtcNow();
        if (now - block.Used > UseAge)
        {
            environment.Results.PutBlocks([block with { Used = now }], generation);
            environment.Results.Touch(keys, now);
        }

        return new ReusedResult(block.Run, block.Run, block.First, block.Code, null, null, StoredResults.Reason(block.Run))
        {
            Count = looks.Length,
            Block = new StoredBlock(block.Array, block.Offset, block.Length),
            Keys = keys,
            Generation = generation,
        };
    }

    /// <summary>Items were taken over.</summary>
    public void TakenOver(int step, long first, ReusedResult reused)
    {
        for (var item = 0; item < reused.Keys.Length; item++)
            _keys.Set(step, first + item, reused.Keys[item], reused.Code, reused.Generation);
    }

    /// <summary>An item is executed.</summary>
    public void Begun(int step, long item) => _keys.Forget(step, item);

    /// <summary>The result of an item that was executed is kept, and has no artifacts.</summary>
    public void Kept(int step, long item, ResultIdentity identity) => _keys.Set(step, item, identity.Key, identity.Code, environment.Results.Generation);

    /// <summary>Notes which results of a step that has ended may stand together.</summary>
    /// <param name="index">The step.</param>
    /// <param name="items">How many items it had.</param>
    /// <param name="outputs">What they returned.</param>
    public void Keep(int index, long items, StoredArray outputs)
    {
        var step = program.Step(index);
        for (var block = 0; block < outputs.Blocks.Length; block++)
        {
            var first = (long)block * StoredArray.BlockSize;
            var count = (int)Math.Min(StoredArray.BlockSize, items - first);
            if (_keys.Take(index, block, count) is { } known)
                environment.Results.PutBlocks([new ResultBlock(known.Key, run, program.Now.Workflow.Name, step.Name, first, count, known.Code, outputs.Blocks[block].Array,
                    outputs.Blocks[block].Offset, outputs.Blocks[block].Length, environment.Time.GetUtcNow())], known.Generation);
        }
    }

    /// <summary>A power cut can cut a file off: after the last element there is at least the end of the array.</summary>
    private bool IsWhole(ResultBlock block) => new FileInfo(environment.Content.PathOf(block.Array)) is { Exists: true } file && file.Length > block.Offset + block.Length;
}
