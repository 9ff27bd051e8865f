using System.Text.Json;
using Catalogue;
using Hearth.Samples.Tests.Support;

namespace Hearth.Samples.Tests.Cataloguing;

/// <summary>The tasks of the sample on a copy of its fixtures, one after the other with JSON between them, as the workflow runs them.</summary>
internal sealed class CataloguePipeline : IDisposable
{
    private static readonly JsonSerializerOptions Options = HearthJson.CreateOptions();
    private readonly TemporaryFolder _folder = new();

    public CataloguePipeline()
    {
        _folder.Copy(Support.Repository.Catalogue);
        Context = new MemoryContext(_folder.Root, _folder.PathOf("artifacts"));
    }

    public MemoryContext Context { get; }

    public string PathOf(string path) => _folder.PathOf(path);

    public async Task<IReadOnlyList<Catalogue.Repository>> ListAsync()
    {
        var made = await new MakeFixtures().RunAsync(new MakeFixtures.Input(), Context);
        return Cross(await new ListRepositories().RunAsync(new ListRepositories.Input(made.List), Context)).Repositories;
    }

    public async Task<Copy> CloneAsync(Catalogue.Repository repository) => Cross(await new Clone().RunAsync(new Clone.Input(repository), Context));

    public async Task<Entry> EntryAsync(Catalogue.Repository repository)
    {
        var copy = await CloneAsync(repository);
        var package = Cross(await new Enrich().RunAsync(new Enrich.Input(repository, copy), Context));
        return Cross(await new Analyse().RunAsync(new Analyse.Input(package), Context));
    }

    public void Dispose() => _folder.Dispose();

    private static T Cross<T>(T value) => JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(value, Options), Options)!;
}
