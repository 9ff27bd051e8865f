using Hearth.Coherence;
using Hearth.Host.Results;

namespace Hearth.Host.Tests;

/// <summary>Which results may stand together: all of a block, of one code, as they stand at the end.</summary>
public sealed class BlockKeysTests
{
    private readonly BlockKeys _keys = new();

    [Fact]
    public void A_block_is_known_when_all_of_it_is_and_is_handed_out_once()
    {
        Set(0, 1, 2);
        Assert.Null(_keys.Take(0, 0, 4));
        Set(0, 1, 2, 3);
        var taken = _keys.Take(0, 0, 4);
        Assert.Equal((BlockKeys.KeyOf(Enumerable.Range(0, 4).Select(Key)), "code", 7L), taken);
        Assert.Null(_keys.Take(0, 0, 4));
    }

    [Fact]
    public void What_is_executed_after_all_is_not_what_was_found()
    {
        Set(0, 1, 2, 3);
        _keys.Forget(0, 2);
        Assert.Null(_keys.Take(0, 0, 4));
    }

    [Fact]
    public void Of_two_codes_no_block_is_made()
    {
        Set(0, 1, 2);
        _keys.Set(0, 3, Key(3), "other", 7);
        // Nor when the first code comes back for it.
        _keys.Set(0, 3, Key(3), "code", 7);
        Assert.Null(_keys.Take(0, 0, 4));
    }

    [Fact]
    public void The_generation_is_that_of_the_first_result()
    {
        Set(0);
        _keys.Set(0, 1, Key(1), "code", 8);
        Assert.Equal(7, _keys.Take(0, 0, 2)?.Generation);
    }

    private void Set(params int[] items)
    {
        foreach (var item in items)
            _keys.Set(0, item, Key(item), "code", 7);
    }

    private static Fingerprint Key(int item) => Fingerprint.Of($"{item}");
}
