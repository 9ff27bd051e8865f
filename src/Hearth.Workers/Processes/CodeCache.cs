using Hearth.Workers.Protocol;

namespace Hearth.Workers.Processes;

/// <summary>The compiled code that the host told of, loaded when first used. Only the newest is kept for new attempts.</summary>
internal sealed class CodeCache
{
    private readonly Dictionary<string, CodeMessage> _known = [];
    private readonly Dictionary<string, LoadedCode> _loaded = [];
    private readonly Lock _lock = new();

    public void Add(CodeMessage code)
    {
        lock (_lock)
            _known[code.Key] = code;
    }

    /// <summary>A lease of the code; while any lease is held it stays loaded.</summary>
    public CodeLease Lease(string key)
    {
        lock (_lock)
        {
            if (!_loaded.TryGetValue(key, out var code))
            {
                code = new LoadedCode(_known[key]);
                _loaded.Add(key, code);
                foreach (var old in _loaded.Where(entry => entry.Key != key).ToList())
                {
                    _loaded.Remove(old.Key);
                    old.Value.Retire();
                }
            }

            return code.Lease();
        }
    }
}
