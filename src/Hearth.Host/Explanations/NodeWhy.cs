using Hearth.Coherence.Explanations;
using Hearth.Coherence.Graph;
using Hearth.Coherence.Inputs;
using Hearth.Coherence.Layers;
using Hearth.Host.Workspaces;

namespace Hearth.Host.Explanations;

/// <summary>Explains a node of the host's graph: whether it is what it would be, and what it last came from. Computes nothing.</summary>
/// <param name="workspace">The workspace.</param>
/// <param name="graph">The host's graph.</param>
/// <param name="time">The clock.</param>
internal sealed class NodeWhy(Workspace workspace, CoherenceGraph graph, TimeProvider time)
{
    private const int MostNamed = 5;

    /// <summary>Explains a file, a folder, or LAYER KEY.</summary>
    /// <exception cref="HearthException">Nothing is known by that name.</exception>
    public WhyView Explain(string subject)
    {
        var node = Find(subject) ?? throw Unknown(subject);
        var explanation = graph.Explain(node);
        var because = explanation.Because.Select(cause => new WhyCause(NameOf(cause.Node), cause.What, cause.At ?? time.GetUtcNow()));
        return new WhyView(NameOf(node), Word(explanation.Standing), [.. because]);
    }

    private Node? Find(string subject)
    {
        var path = Path.GetFullPath(subject, workspace.Root);
        // A path that nothing was made from is known as a file that is not there, too: what it is, the file system says.
        return (Directory.Exists(path) ? graph.Folders.Find(path) : graph.Files.Find(path))
            ?? graph.Layers.Where(layer => subject.StartsWith($"{layer.Name} ", StringComparison.Ordinal)).Select(layer => layer.Find(subject[(layer.Name.Length + 1)..])).FirstOrDefault(node => node is not null)
            ?? graph.Layers.Where(layer => layer is not InputLayer).Select(layer => layer.Find(subject) ?? Only(layer, subject)).FirstOrDefault(node => node is not null);
    }

    /// <summary>A layer may have one node only, such as the settings.</summary>
    private static Node? Only(Layer layer, string subject) => layer.Name == subject && layer.Nodes.Take(2).ToList() is [var only] ? only : null;

    private HearthException Unknown(string subject)
    {
        var like = Derived().Where(name => name.Contains(subject, StringComparison.OrdinalIgnoreCase)).Take(MostNamed).ToList();
        var hint = like.Count > 0 ? $"There is: {string.Join("; ", like)}." : "Give a file or folder that something was made from, or a layer of 'hearth cache' and a name in it, such as 'workflow files workflows/a.yaml'.";
        return new HearthException(HostErrorIds.UnknownNode, $"Nothing that this host knows is called '{subject}'. {hint}") { IsUsage = true };
    }

    private IEnumerable<string> Derived() => graph.Layers.Where(layer => layer is not InputLayer).SelectMany(layer => layer.Nodes).Select(node => node.Name);

    private string NameOf(Node node) => node.Layer switch
    {
        FileInputs => $"file {Relative(node.Key)}",
        FolderInputs => $"folder {Relative(node.Key)}",
        VariableInputs => $"variable {node.Key}",
        _ => node.Name,
    };

    private string Relative(string path)
    {
        var relative = Path.GetRelativePath(workspace.Root, path);
        return relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? path : relative.Replace(Path.DirectorySeparatorChar, '/');
    }

    private static string Word(NodeStanding standing) => standing switch
    {
        NodeStanding.Current => "current",
        NodeStanding.Changed => "changed",
        _ => "unknown",
    };
}
