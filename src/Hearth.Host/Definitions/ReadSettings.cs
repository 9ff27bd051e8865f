using System.Collections.Immutable;
using Hearth.Host.Workspaces;
using Hearth.Workflows.Problems;

namespace Hearth.Host.Definitions;

/// <summary>The settings, and what is wrong with them.</summary>
internal sealed record ReadSettings(WorkspaceSettings Settings, ImmutableArray<Problem> Problems);
