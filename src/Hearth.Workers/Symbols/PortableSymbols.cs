using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Hearth.Workers.Symbols;

/// <summary>
/// Where a method's code stands in the source, by a portable PDB. Compiled code carries none, so that a comment moves nothing; the host reads the newest of that code.
/// Safe for use from several threads.
/// </summary>
public sealed class PortableSymbols : IDisposable
{
    private readonly MetadataReaderProvider _provider;
    private readonly MetadataReader _reader;

    private PortableSymbols(MetadataReaderProvider provider)
    {
        _provider = provider;
        _reader = provider.GetMetadataReader();
    }

    /// <summary>Reads a PDB; the file is not held open.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="BadImageFormatException">It is not a portable PDB.</exception>
    public static PortableSymbols Open(string path)
    {
        var provider = MetadataReaderProvider.FromPortablePdbImage([.. File.ReadAllBytes(path)]);
        try
        {
            return new PortableSymbols(provider);
        }
        catch
        {
            provider.Dispose();
            throw;
        }
    }

    /// <summary>The place of an instruction: the nearest one at or before it that the source has a line for.</summary>
    /// <param name="token">The method, as the code's metadata numbers it. What the compiler makes of an async method is a method of its own.</param>
    /// <param name="offset">Where in the method's intermediate code.</param>
    /// <returns>Null where it has none.</returns>
    public SourcePlace? Find(int token, int offset)
    {
        if (token >>> 24 != (int)TableIndex.MethodDef || (token & 0xFFFFFF) is var row && (row == 0 || row > _reader.MethodDebugInformation.Count))
            return null;
        var method = _reader.GetMethodDebugInformation(MetadataTokens.MethodDebugInformationHandle(row));
        SequencePoint? found = null;
        foreach (var point in method.GetSequencePoints())
        {
            if (point.Offset > offset && found is not null)
                break;
            if (!point.IsHidden)
                found = point;
        }

        return found is { } place ? new SourcePlace(_reader.GetString(_reader.GetDocument(place.Document).Name), place.StartLine) : null;
    }

    /// <summary>Gives up the memory.</summary>
    public void Dispose() => _provider.Dispose();
}
