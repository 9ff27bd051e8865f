using System.Text.Json.Serialization;
using Hearth.Host.Catalogs;
using Hearth.Host.Health;

namespace Hearth.Host.Views;

/// <summary>The views' JSON, made at compile time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(RunList))]
[JsonSerializable(typeof(CatalogView))]
[JsonSerializable(typeof(DoctorView))]
[JsonSerializable(typeof(CacheView))]
[JsonSerializable(typeof(CacheLogView))]
[JsonSerializable(typeof(ReloadView))]
public sealed partial class ViewJson : JsonSerializerContext;
