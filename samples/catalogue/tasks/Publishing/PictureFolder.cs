using Hearth;

namespace Catalogue;

/// <summary>Puts pictures beside the page.</summary>
public static class PictureFolder
{
    /// <returns>The path from the page; null when there is no picture.</returns>
    public static string? Add(Package package, TaskContext context)
    {
        if (package.Picture is null)
            return null;
        var source = context.Files.Resolve(Path.Join(package.Copy.Folder, package.Picture));
        var name = $"pictures/{Path.GetFileName(package.Copy.Folder)}{Path.GetExtension(package.Picture).ToLowerInvariant()}";
        File.Copy(source, context.Files.Artifact(name), overwrite: true);
        return name;
    }
}
