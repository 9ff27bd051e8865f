using System.Text.Json.Serialization;
using Hearth.Host.Catalogs;

namespace Hearth.Host.Views;

/// <summary>The views' JSON, made at compile time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(RunList))]
[JsonSerializable(typeof(CatalogView))]
public sealed partial class ViewJson : JsonSerializerContext;
