using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Hearth.Host.Extensions;
using Hearth.Workflows.Problems;

namespace Hearth.Cli.Display;

/// <summary>Where a command's words go: the result to standard output, all else to standard error.</summary>
internal sealed class Output(bool json)
{
    /// <summary>Whether the result is one JSON object.</summary>
    public bool IsJson { get; } = json;

    /// <summary>The result, as JSON.</summary>
    public void Result<T>(T result, JsonTypeInfo<T> type) => Console.Out.WriteLine(JsonSerializer.Serialize(result, type));

    /// <summary>The result, as JSON that is written already.</summary>
    public void Result(ReadOnlySpan<byte> json) => Console.Out.WriteLine(System.Text.Encoding.UTF8.GetString(json));

    /// <summary>A line of the result, for people.</summary>
    public void Line(string text) => Console.Out.WriteLine(text);

    /// <summary>A word beside the result.</summary>
    public void Note(string text) => Console.Error.WriteLine(text);

    /// <summary>Why there is no result.</summary>
    public void Fail(string id, string message, ImmutableArray<Problem> problems = default)
    {
        if (problems.IsDefault)
            problems = [];
        if (IsJson)
            Result(new FailureView(new ErrorView(id, message, problems)), OutputJson.Default.FailureView);
        foreach (var problem in problems)
            Note(ProblemText.Of(problem));
        Note($"{Ansi.Error.Red("error")} {Ansi.Error.Dim(id)} {message}");
        // Only where the page has more to say than was said.
        if (problems.IsEmpty && id != CliErrorIds.WrongUse)
            Note(Ansi.Error.Dim($"  hearth explain {id}"));
    }
}

/// <summary>A failed command, as JSON.</summary>
internal sealed record FailureView(ErrorView Error);

/// <summary>Why it failed.</summary>
internal sealed record ErrorView(string Id, string Message, ImmutableArray<Problem> Problems);

/// <summary>What <c>validate</c> found, as JSON.</summary>
internal sealed record ValidationView(bool Valid, ImmutableArray<Problem> Problems);

/// <summary>A new workspace, as JSON.</summary>
internal sealed record InitView(string Workspace, IReadOnlyList<string> Files);

/// <summary>Logs, as JSON.</summary>
internal sealed record LogsView(string Run, IReadOnlyList<LogView> Logs);

/// <summary>One log file.</summary>
internal sealed record LogView(string Step, long? Item, string File, string Text);

/// <summary>An error's page, as JSON.</summary>
internal sealed record ExplainView(string Id, string Title, string Text);

/// <summary>All errors, as JSON.</summary>
internal sealed record ErrorListView(IReadOnlyList<ExplainView> Errors);

/// <summary>A host that is up, as JSON.</summary>
internal sealed record ServeView(string Workspace, int ProcessId, string Mode);

/// <summary>A host that was asked to end, as JSON.</summary>
internal sealed record StopView(string Workspace, bool Stopped);

/// <summary>The names in a vault, as JSON.</summary>
internal sealed record VaultView(string Vault, IReadOnlyList<string> Names);

/// <summary>A secret that was changed, as JSON.</summary>
internal sealed record SecretView(string Vault, string Name, string Change);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FailureView))]
[JsonSerializable(typeof(ValidationView))]
[JsonSerializable(typeof(InitView))]
[JsonSerializable(typeof(LogsView))]
[JsonSerializable(typeof(ExplainView))]
[JsonSerializable(typeof(ErrorListView))]
[JsonSerializable(typeof(ServeView))]
[JsonSerializable(typeof(StopView))]
[JsonSerializable(typeof(VaultView))]
[JsonSerializable(typeof(SecretView))]
[JsonSerializable(typeof(WrittenReport))]
internal sealed partial class OutputJson : JsonSerializerContext;
