using System.Collections.Immutable;
using Hearth.Workflows.Problems;

namespace Hearth.Workflows.Yaml;

/// <summary>What was read of a YAML file: its root, unless it could not be read at all, and what is wrong with it.</summary>
public sealed record YamlDocument(YamlNode? Root, ImmutableArray<Problem> Problems);
