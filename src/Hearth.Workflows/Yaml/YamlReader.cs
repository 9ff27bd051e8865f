using Hearth.Workflows.Problems;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Hearth.Workflows.Yaml;

/// <summary>Reads one YAML document into nodes with positions. Whatever the text is, it gives problems and never throws.</summary>
public static class YamlReader
{
    /// <summary>Reads the text of a file; the name is for the problems only.</summary>
    public static YamlDocument Read(string file, string text)
    {
        var problems = new ProblemCollector(file);
        text = text.TrimStart('\uFEFF');
        if (TextCheck.FindForbidden(text) is var (position, name))
        {
            problems.Add(ProblemIds.MalformedYaml, position, $"{name} cannot stand in a YAML file");
            return new YamlDocument(null, problems.ToImmutable());
        }

        return new YamlDocument(ReadRoot(text, problems), problems.ToImmutable());
    }

    private static YamlNode? ReadRoot(string text, ProblemCollector problems)
    {
        try
        {
            var parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _))
                return Empty(problems);

            var root = new YamlTreeBuilder(parser, text, problems).ReadNode(depth: 0);
            parser.Consume<DocumentEnd>();
            if (parser.Accept<DocumentStart>(out var second))
                problems.Add(ProblemIds.SeveralDocuments, PositionOf(second.Start), "A second document begins here; the file must hold one");
            return root is YamlScalar { Kind: YamlScalarKind.Null } ? Empty(problems) : root;
        }
        catch (YamlRefusedException refused)
        {
            problems.Add(refused.Id, refused.Position, refused.Message);
            return null;
        }
        catch (YamlException exception)
        {
            var (position, message) = TextCheck.Explain(exception.Message, text, PositionOf(exception.Start), (int)exception.End.Line);
            problems.Add(ProblemIds.MalformedYaml, position, message);
            return null;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or OverflowException or InvalidOperationException)
        {
            // The YAML library lets a few of its own slips through as these, without a position.
            problems.Add(ProblemIds.MalformedYaml, SourcePosition.Start, $"The text is not YAML: {exception.Message}");
            return null;
        }
    }

    internal static SourcePosition PositionOf(Mark mark) => new((int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));

    private static YamlNode? Empty(ProblemCollector problems)
    {
        problems.Add(ProblemIds.EmptyFile, SourcePosition.Start, "The file is empty");
        return null;
    }
}
