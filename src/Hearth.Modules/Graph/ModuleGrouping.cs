using System.Collections.Immutable;

namespace Hearth.Modules.Graph;

/// <summary>Files that refer to each other in a cycle make one module, every other file is its own. Pure.</summary>
internal static class ModuleGrouping
{
    /// <param name="files">All files.</param>
    /// <param name="uses">What each refers to; what is not among the files is left out.</param>
    /// <returns>The groups, each ordered by path; a group comes after those that it refers to.</returns>
    /// <remarks>Strongly connected components by R. Tarjan, "Depth-first search and linear graph algorithms" (1972), without recursion.</remarks>
    public static ImmutableArray<ImmutableArray<string>> Group(IEnumerable<string> files, Func<string, IEnumerable<string>> uses)
    {
        var ordered = files.Order(StringComparer.Ordinal).ToArray();
        var known = ordered.ToHashSet(StringComparer.Ordinal);
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        var low = new Dictionary<string, int>(StringComparer.Ordinal);
        var open = new Stack<string>();
        var isOpen = new HashSet<string>(StringComparer.Ordinal);
        var groups = ImmutableArray.CreateBuilder<ImmutableArray<string>>();
        var path = new Stack<(string File, IEnumerator<string> Uses)>();
        foreach (var start in ordered.Where(start => !index.ContainsKey(start)))
        {
            Enter(start);
            while (path.TryPeek(out var at))
            {
                if (at.Uses.MoveNext())
                {
                    var next = at.Uses.Current;
                    if (!index.TryGetValue(next, out var seen))
                        Enter(next);
                    else if (isOpen.Contains(next))
                        low[at.File] = Math.Min(low[at.File], seen);
                    continue;
                }

                at.Uses.Dispose();
                path.Pop();
                if (path.TryPeek(out var above))
                    low[above.File] = Math.Min(low[above.File], low[at.File]);
                if (low[at.File] == index[at.File])
                    Close(at.File);
            }
        }

        return groups.ToImmutable();

        void Enter(string file)
        {
            index[file] = low[file] = index.Count;
            open.Push(file);
            isOpen.Add(file);
            path.Push((file, uses(file).Where(known.Contains).Order(StringComparer.Ordinal).GetEnumerator()));
        }

        void Close(string file)
        {
            var group = new List<string>();
            string member;
            do
            {
                member = open.Pop();
                isOpen.Remove(member);
                group.Add(member);
            }
            while (member != file);
            groups.Add([.. group.Order(StringComparer.Ordinal)]);
        }
    }
}
