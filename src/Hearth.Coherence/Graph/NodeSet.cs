namespace Hearth.Coherence.Graph;

/// <summary>The nodes that depend on a node. Small ones, nearly all, are an array; large ones a hash set. Used under the graph's lock.</summary>
internal struct NodeSet
{
    private const int LargestArray = 16;
    private object? _nodes;
    private int _count;

    public readonly int Count => _nodes is HashSet<Node> many ? many.Count : _count;

    public void Add(Node node)
    {
        switch (_nodes)
        {
            case null:
                (_nodes, _count) = (node, 1);
                break;
            case Node one when one == node:
                break;
            case Node one:
                (_nodes, _count) = (new[] { one, node, null, null }, 2);
                break;
            case HashSet<Node> many:
                many.Add(node);
                break;
            case Node?[] some when Array.IndexOf(some, node, 0, _count) < 0:
                Append(some, node);
                break;
        }
    }

    public void Remove(Node node)
    {
        switch (_nodes)
        {
            case Node one when one == node:
                (_nodes, _count) = (null, 0);
                break;
            case HashSet<Node> many:
                many.Remove(node);
                break;
            case Node?[] some when Array.IndexOf(some, node, 0, _count) is >= 0 and var index:
                some[index] = some[--_count];
                some[_count] = null;
                break;
        }
    }

    public readonly void PushTo(Stack<Node> stack)
    {
        switch (_nodes)
        {
            case Node one:
                stack.Push(one);
                break;
            case HashSet<Node> many:
                foreach (var node in many)
                    stack.Push(node);
                break;
            case Node?[] some:
                for (var index = 0; index < _count; index++)
                    stack.Push(some[index]!);
                break;
        }
    }

    private void Append(Node?[] some, Node node)
    {
        if (_count == LargestArray)
        {
            _nodes = new HashSet<Node>(some!) { node };
            return;
        }

        if (_count == some.Length)
        {
            Array.Resize(ref some, 2 * some.Length);
            _nodes = some;
        }

        some[_count++] = node;
    }
}
