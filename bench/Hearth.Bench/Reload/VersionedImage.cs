using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;
using System.Text;
using Hearth.Modules;
using Hearth.Workers.Protocol;

namespace Hearth.Bench.Reload;

/// <summary>
/// A module that is compiled once; of its image, versions are made that return another constant, have another identity and load key, and lie in files of their own.
/// Compiling each would measure the compiler for hours.
/// </summary>
internal sealed class VersionedImage
{
    private readonly string _folder;
    private readonly string _name;
    private readonly byte[] _image;
    private readonly int _constant, _identity;

    private VersionedImage(string folder, string name, byte[] image)
    {
        (_folder, _name, _image) = (folder, name, image);
        var constant = Encoding.Unicode.GetBytes(Sources.Version(0));
        using var file = new PEReader(new MemoryStream(image));
        var metadata = file.GetMetadataReader();
        _constant = image.AsSpan().IndexOf(constant);
        _identity = image.AsSpan().IndexOf(metadata.GetGuid(metadata.GetModuleDefinition().Mvid).ToByteArray());
        if (_constant < 0 || _identity < 0 || image.AsSpan(_constant + 1).IndexOf(constant) >= 0)
            throw new InvalidOperationException("The image does not hold its version once.");
    }

    public static async Task<VersionedImage> CompileAsync(string folder, string source)
    {
        var tasks = Path.Combine(folder, "tasks");
        Directory.CreateDirectory(tasks);
        await File.WriteAllTextAsync(Path.Combine(tasks, "Task.cs"), source);
        using var compiler = new TaskCompiler();
        var program = await compiler.CompileAsync(new CompileRequest(tasks, folder, Path.Combine(folder, "modules"), typeof(ITask<,>).Assembly.Location), CancellationToken.None);
        if (!program.Succeeded)
            throw new InvalidOperationException(string.Join('\n', program.Diagnostics));
        var module = program.Modules.Single();
        return new VersionedImage(folder, module.Name, await File.ReadAllBytesAsync(module.AssemblyPath));
    }

    /// <summary>Writes a version. Its file may be deleted once it is loaded.</summary>
    public ModuleMessage Make(int version)
    {
        byte[] image = [.. _image];
        Encoding.Unicode.GetBytes(Sources.Version(version)).CopyTo(image, _constant);
        image.AsSpan(_identity, 16).Clear();
        SHA256.HashData(image).AsSpan(0, 16).CopyTo(image.AsSpan(_identity));
        var key = Convert.ToHexStringLower(SHA256.HashData(image));
        var path = Path.Combine(_folder, $"{key}.dll");
        File.WriteAllBytes(path, image);
        return new ModuleMessage(key, _name, path, new Dictionary<string, string>(), []);
    }
}
