using System.Security.Cryptography;
using System.Text;

namespace Hearth.Workers.Loading;

/// <summary>One context for each list of dependencies, for as long as a module uses it. For use within the loader's lock.</summary>
internal sealed class PackageContexts(Action<RetiredContext> retired)
{
    private readonly Dictionary<string, PackageContext> _contexts = [];

    /// <summary>Null where there are no dependencies.</summary>
    public PackageContext? Use(IReadOnlyList<string> dependencies)
    {
        if (dependencies.Count == 0)
            return null;
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', dependencies.Order(StringComparer.Ordinal)))));
        if (!_contexts.TryGetValue(key, out var context))
            _contexts.Add(key, context = new PackageContext(key, dependencies));
        context.Users++;
        return context;
    }

    public void Release(PackageContext context)
    {
        if (--context.Users > 0)
            return;
        _contexts.Remove(context.Key);
        retired(RetiredContext.Unload(context, context.Key, "packages"));
    }
}
