namespace Hearth.Workflows.Validation;

/// <summary>Finds circles in a graph. Iterative, so that a long chain does not exhaust the stack.</summary>
internal static class CycleFinder
{
    /// <summary>
    /// Circles, each as its nodes in order with the first repeated at the end. Not all that exist, but at least one wherever there are any;
    /// breaking those that are reported and looking again finds the rest.
    /// </summary>
    public static List<List<string>> Find(IEnumerable<string> nodes, Func<string, IEnumerable<string>> edges)
    {
        var cycles = new List<List<string>>();
        var done = new HashSet<string>();
        foreach (var start in nodes)
        {
            if (!done.Contains(start))
                Walk(start, edges, done, cycles);
        }

        return cycles;
    }

    private static void Walk(string start, Func<string, IEnumerable<string>> edges, HashSet<string> done, List<List<string>> cycles)
    {
        var path = new List<string> { start };
        var onPath = new HashSet<string> { start };
        var open = new Stack<IEnumerator<string>>();
        open.Push(edges(start).GetEnumerator());
        while (open.TryPeek(out var next))
        {
            if (!next.MoveNext())
            {
                open.Pop().Dispose();
                done.Add(path[^1]);
                onPath.Remove(path[^1]);
                path.RemoveAt(path.Count - 1);
            }
            else if (onPath.Contains(next.Current))
                cycles.Add([.. path.Skip(path.IndexOf(next.Current)), next.Current]);
            else if (!done.Contains(next.Current))
            {
                path.Add(next.Current);
                onPath.Add(next.Current);
                open.Push(edges(next.Current).GetEnumerator());
            }
        }
    }
}
