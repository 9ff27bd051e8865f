using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;

namespace Hearth.Modules.Compilation;

/// <summary>
/// Makes of an assembly what depends on its code alone. The compiler writes into it which debug information belongs to it, and derives its identity
/// and time stamp from all of that, so that a comment would change the file. Layout: ECMA-335 II.25, and "PE Format" by Microsoft.
/// </summary>
internal static class CanonicalImage
{
    private const int TimeStampOffset = 4, DebugDirectoryNumber = 6, DirectoryEntrySize = 8, Pe32Directories = 96, Pe32PlusDirectories = 112;

    /// <summary>The simple names of the assemblies that it refers to.</summary>
    public static ImmutableArray<string> References(byte[] image)
    {
        using var pe = new PEReader(ImmutableArray.Create(image));
        var metadata = pe.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name)).Order(StringComparer.Ordinal)];
    }

    /// <summary>Changes the image in place: no debug directory, no time, and an identity made from its content.</summary>
    public static void Normalize(byte[] image)
    {
        using var pe = new PEReader(ImmutableArray.Create(image));
        var headers = pe.PEHeaders;
        BinaryPrimitives.WriteInt32LittleEndian(image.AsSpan(headers.CoffHeaderStartOffset + TimeStampOffset), 0);
        if (headers.PEHeader is { DebugTableDirectory.Size: > 0 } header)
        {
            foreach (var entry in pe.ReadDebugDirectory())
                image.AsSpan(entry.DataPointer, entry.DataSize).Clear();
            if (!headers.TryGetDirectoryOffset(header.DebugTableDirectory, out var directory))
                throw new BadImageFormatException("The debug directory lies outside of the image.");
            image.AsSpan(directory, header.DebugTableDirectory.Size).Clear();
            var directories = header.Magic == PEMagic.PE32Plus ? Pe32PlusDirectories : Pe32Directories;
            image.AsSpan(headers.PEHeaderStartOffset + directories + (DebugDirectoryNumber * DirectoryEntrySize), DirectoryEntrySize).Clear();
        }

        var metadata = pe.GetMetadataReader();
        var identity = image.AsSpan(headers.MetadataStartOffset + metadata.GetHeapMetadataOffset(HeapIndex.Guid)
            + ((MetadataTokens.GetHeapOffset(metadata.GetModuleDefinition().Mvid) - 1) * 16), 16);
        identity.Clear();
        SHA256.HashData(image)[..16].CopyTo(identity);
    }
}
