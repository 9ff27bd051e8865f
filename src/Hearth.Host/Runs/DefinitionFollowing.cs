using System.Threading.Channels;

namespace Hearth.Host.Runs;

/// <summary>
/// Sees to it that nothing of a run begins before its newest definition was looked at. A look that takes time does not hold up the run's messages: it comes as one.
/// Used by the run's loop only.
/// </summary>
internal sealed class DefinitionFollowing(RunEnvironment environment, RunLog log, NewestDefinition newest, ChannelWriter<RunMessage> inbox, CancellationToken cancellationToken)
{
    /// <summary>Items of one step that begin within this time share one look.</summary>
    private static readonly TimeSpan ItemAge = TimeSpan.FromMilliseconds(100);

    private long? _at;
    private bool _isLooking, _isCurrent;

    /// <summary>What was seen before counts no more: time has passed.</summary>
    public void Expire() => _isCurrent = false;

    /// <summary>Whether something may begin now. Otherwise a <see cref="DefinitionArrived"/> follows.</summary>
    /// <param name="isFurtherItem">Whether it is one of many items, which share a look.</param>
    public bool IsCurrent(bool isFurtherItem)
    {
        // In production a run is of the moment at which it began.
        if (!log.Definition.Follows || !environment.Mode.LooksAtSteps)
            return true;
        if (_isLooking)
            return false;
        if (_isCurrent || (isFurtherItem && _at is { } at && environment.Time.GetElapsedTime(at) < ItemAge))
            return true;
        // From here on: what is changed while it looks may not be seen.
        _at = environment.Time.GetTimestamp();
        var look = newest.LookAsync(cancellationToken).AsTask();
        if (look.IsCompletedSuccessfully && look.Result is null)
        {
            return _isCurrent = true;
        }

        _isLooking = true;
        _ = look.ContinueWith(arrived => inbox.TryWrite(new DefinitionArrived(arrived)), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return false;
    }

    /// <summary>Looks, where that was not done yet; what is newer comes as a <see cref="DefinitionArrived"/>.</summary>
    public void Look() => IsCurrent(isFurtherItem: false);

    /// <summary>The message came.</summary>
    public void Arrived() => (_isLooking, _isCurrent) = (false, true);
}
