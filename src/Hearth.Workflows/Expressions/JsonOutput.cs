using System.Text.Encodings.Web;
using System.Text.Json;

namespace Hearth.Workflows.Expressions;

/// <summary>Constants for writing JSON; all immutable.</summary>
internal static class JsonOutput
{
    /// <summary>Deep enough for an item of the usual depth inside a template of the greatest depth.</summary>
    public const int MaximumDepth = 512;

    // Output goes to files, stores and task code, never into HTML: letters of all languages stay readable.
    public static readonly JsonWriterOptions Writer = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = MaximumDepth };

    public static readonly JsonDocumentOptions Reader = new() { MaxDepth = MaximumDepth };

    public static readonly JsonElement True = JsonElement.Parse("true");

    public static readonly JsonElement False = JsonElement.Parse("false");

    public static readonly JsonElement Null = JsonElement.Parse("null");
}
