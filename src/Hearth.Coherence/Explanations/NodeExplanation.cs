using System.Collections.Immutable;
using Hearth.Coherence.Graph;

namespace Hearth.Coherence.Explanations;

/// <summary>How a node stands, and how it came to that.</summary>
/// <param name="Standing">How it stands.</param>
/// <param name="Because">The chain of causes: the node itself first, and last the input that it came from. Empty where nothing ever changed.</param>
public sealed record NodeExplanation(NodeStanding Standing, ImmutableArray<NodeCause> Because)
{
    internal static NodeExplanation Of(Node node, long epoch)
    {
        var proved = node.TryVerify(epoch);
        if (node.CurrentStamp is null)
            return new NodeExplanation(NodeStanding.Unknown, []);
        var because = new List<NodeCause>();
        var from = proved ? node : Doubtful(node, epoch, because);
        FollowChanges(from, because);
        return new NodeExplanation(proved ? NodeStanding.Current : NodeStanding.Changed, [.. because]);
    }

    /// <summary>Goes down to the first input that is not what it was.</summary>
    /// <returns>The node at which it is known what happened.</returns>
    private static Node Doubtful(Node node, long epoch, List<NodeCause> because)
    {
        while (true)
        {
            because.Add(new NodeCause(node, "has to be computed again", null));
            Node? doubtful = null;
            foreach (var dependency in node.ReadBefore)
            {
                if (dependency.Node.TryVerify(epoch))
                {
                    if (!Stamp.Same(dependency.Node.CurrentStamp, dependency.Seen))
                        return dependency.Node;
                    continue;
                }

                doubtful = dependency.Node;
                break;
            }

            // All is as it was read by now: somebody changed it back meanwhile.
            if (doubtful is null)
                return node;
            node = doubtful;
        }
    }

    private static void FollowChanges(Node from, List<NodeCause> because)
    {
        var seen = because.Select(cause => cause.Node).ToHashSet();
        for (var node = from; node is not null && seen.Add(node); node = node.LastChange?.Cause)
            if (node.LastChange is { } change)
                because.Add(new NodeCause(node, change.What, change.At));
    }
}
