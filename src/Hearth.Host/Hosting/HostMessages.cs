using System.Collections.Immutable;
using System.Text.Json;
using Hearth.Host.Health;
using Hearth.Host.Results;
using Hearth.Host.Runs;
using Hearth.Host.Views;
using Hearth.Workflows.Problems;

namespace Hearth.Host.Hosting;

/// <summary>Where the host listens and what proves that one may talk to it. In <c>.hearth/host.json</c>, readable by its owner only.</summary>
/// <param name="Socket">The local socket.</param>
/// <param name="Token">To be given with every request.</param>
/// <param name="Version">The host's version.</param>
/// <param name="ProcessId">The host's process.</param>
/// <param name="Mode">How eagerly it looks for changes.</param>
/// <param name="Workers">The most worker processes at once.</param>
internal sealed record HostAddress(string Socket, string Token, string Version, int ProcessId, string Mode, int Workers);

/// <summary>Client to host: one line of JSON. The first of a connection carries the token.</summary>
internal sealed record HostRequest(string Command)
{
    public string? Token { get; init; }

    public string? Workflow { get; init; }

    /// <summary>Inputs of a run, or names of workflows to validate.</summary>
    public ImmutableArray<string> Arguments { get; init; } = [];

    public JsonElement? Inputs { get; init; }

    /// <summary>The task and its items, for a run without a workflow.</summary>
    public MapRequest? Map { get; init; }

    public string? InputsFile { get; init; }

    public string? Run { get; init; }

    public string? From { get; init; }

    /// <summary>The runs to take results over from.</summary>
    public ImmutableArray<string> Previous { get; init; } = [];

    /// <summary>The steps that take nothing over.</summary>
    public FreshSteps Fresh { get; init; } = FreshSteps.None;
}

/// <summary>Host to client: one line of JSON, of which one member is there.</summary>
internal sealed record HostReply
{
    /// <summary>The run has begun.</summary>
    public string? Started { get; init; }

    /// <summary>Where it stands.</summary>
    public RunSnapshot? Snapshot { get; init; }

    /// <summary>It is done.</summary>
    public RunView? Done { get; init; }

    /// <summary>What validation found.</summary>
    public ImmutableArray<Problem>? Problems { get; init; }

    /// <summary>What an examination found.</summary>
    public ImmutableArray<DoctorFinding>? Findings { get; init; }

    /// <summary>What a run would do.</summary>
    public PlanView? Plan { get; init; }

    /// <summary>How many entries were removed.</summary>
    public long? Cleared { get; init; }

    /// <summary>What the host was asked to show, as JSON.</summary>
    public JsonElement? View { get; init; }

    /// <summary>The request failed.</summary>
    public HostFailure? Failure { get; init; }
}

/// <summary>Why a request failed.</summary>
internal sealed record HostFailure(string Id, string Message, bool Usage, ImmutableArray<Problem> Problems);
