using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Hearth.Workflows.Problems;
using Hearth.Workflows.Yaml;

namespace Hearth.Workflows.Expressions;

/// <summary>
/// A YAML value with <c>${{ }}</c> expressions anywhere in it. Immutable, and may be evaluated by several threads at once. Parts without
/// expressions are serialised once, because mapped steps evaluate a template for each of their items.
/// </summary>
public sealed class ValueTemplate
{
    private readonly string _file;
    private readonly Lazy<ImmutableArray<KeyValuePair<string, ValueTemplate>>> _properties;

    private ValueTemplate(string file, TemplateNode root)
    {
        (_file, Root) = (file, root);
        _properties = new(() => Root is ObjectNode mapping ? [.. mapping.Properties.Select(property => KeyValuePair.Create(property.Name, new ValueTemplate(_file, property.Value)))] : default);
        References = References.Of(root.Expressions());
        if (root.ConstantJson is { } json)
            Constant = JsonElement.Parse(json, JsonOutput.Reader);
    }

    /// <summary>Where the value begins.</summary>
    public SourcePosition Position => Root.Position;

    /// <summary>What the template reads.</summary>
    public References References { get; }

    /// <summary>The value, when there is no expression in it.</summary>
    public JsonElement? Constant { get; }

    /// <summary>The properties of an object that is written out, in the order in which they stand; default where the value is written in another way.</summary>
    public ImmutableArray<KeyValuePair<string, ValueTemplate>> Properties => _properties.Value;

    /// <summary>The step whose whole output this is; null where it is anything else.</summary>
    public string? WholeOutputOf => Root is ExpressionNode { Expression: StepExpression { IsStatus: false } step } ? step.Name : null;

    internal TemplateNode Root { get; }

    /// <summary>Reads a template. Errors are reported, and then the template cannot be evaluated.</summary>
    public static ValueTemplate Parse(YamlNode node, ProblemCollector problems) => new(problems.File, TemplateReader.Read(node, problems));

    /// <summary>An object without properties.</summary>
    internal static ValueTemplate EmptyObject(string file, SourcePosition position) => new(file, TemplateReader.Seal(new ObjectNode(position, [])));

    /// <summary>The item of a mapped step.</summary>
    internal static ValueTemplate Item(string file, SourcePosition position) => new(file, new ExpressionNode(position, new ItemExpression(position)));

    /// <summary>What a stage gave for the item.</summary>
    internal static ValueTemplate OutputOfStage(string file, SourcePosition position, string stage) => new(file, new ExpressionNode(position, new StageExpression(position, stage)));

    /// <summary>The value of <paramref name="node"/>, read as an expression when it is a bare text.</summary>
    internal static ValueTemplate? ParseExpression(YamlScalar node, ProblemCollector problems)
    {
        var expression = ExpressionReader.Read(node.Value, 0, inTemplate: false, node.PositionsOf(), problems, out _);
        return expression is null ? null : new ValueTemplate(problems.File, new ExpressionNode(node.Position, expression));
    }

    /// <summary>
    /// Writes the value as JSON. Throws <see cref="EvaluationException"/>, and then what was written so far is incomplete: drop it.
    /// </summary>
    public void Write(Utf8JsonWriter writer, IEvaluationScope scope) => TemplateWriter.Write(Root, writer, new Evaluator(scope, _file));

    /// <summary>The value. Throws <see cref="EvaluationException"/>.</summary>
    public JsonElement Evaluate(IEvaluationScope scope)
    {
        if (Constant is { } constant)
            return constant;

        var evaluator = new Evaluator(scope, _file);
        switch (Root)
        {
            case ExpressionNode expression:
                return evaluator.Evaluate(expression.Expression).ToElement();
            case TextNode text:
                return Value.Of(TemplateWriter.Insert(text, evaluator)).ToElement();
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, JsonOutput.Writer))
            TemplateWriter.Write(Root, writer, evaluator);
        return JsonElement.Parse(buffer.WrittenSpan, JsonOutput.Reader);
    }
}
