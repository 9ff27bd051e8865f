namespace Hearth.Store.Tests;

/// <summary>Tests beside which no others run.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public sealed class AloneCollection;
