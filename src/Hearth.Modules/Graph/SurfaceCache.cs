using System.Collections.Concurrent;
using Hearth.Coherence;
using Hearth.Modules.Manifests;
using Microsoft.CodeAnalysis;

namespace Hearth.Modules.Graph;

/// <summary>The compiler's view of modules' surfaces. Surfaces that nothing refers to any more are dropped. Safe for use from several threads.</summary>
internal sealed class SurfaceCache
{
    private readonly ConcurrentDictionary<Fingerprint, MetadataReference> _references = new();

    public MetadataReference Get(ModuleFolder folder, Fingerprint surface) =>
        _references.GetOrAdd(surface, static (key, source) => MetadataReference.CreateFromImage(File.ReadAllBytes(source.SurfacePath(key))), folder);

    public void Keep(IEnumerable<Fingerprint> surfaces)
    {
        var kept = surfaces.ToHashSet();
        foreach (var surface in _references.Keys)
            if (!kept.Contains(surface))
                _references.TryRemove(surface, out _);
    }
}
