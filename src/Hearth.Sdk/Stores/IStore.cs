namespace Hearth;

/// <summary>A place for artifacts: named blobs, as a folder, a bucket or a share holds them. A step's <c>store: NAME</c> puts its artifacts there.</summary>
/// <remarks>
/// <para>A store is a public, non-abstract class with a parameterless constructor; settings come by <see cref="IConfigurable{TConfiguration}"/>. One instance serves
/// all calls with the same settings, several at once.</para>
/// <para>Names are relative paths with forward slashes, such as <c>20261121-105147-9d5a/report/index.html</c>. They come from data: a name that leads out of the store
/// must be refused with <see cref="UnauthorizedAccessException"/>.</para>
/// </remarks>
public interface IStore
{
    /// <summary>Stores a blob, or replaces the one with this name. Readers see the old or the new one, whole.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="content">What to store, read to its end; the caller disposes of it.</param>
    /// <param name="context">Log, workspace and cancellation of the call.</param>
    Task PutAsync(string name, Stream content, StoreContext context);

    /// <summary>Opens a blob.</summary>
    /// <returns>Its content, for the caller to dispose of; null when there is none.</returns>
    Task<Stream?> GetAsync(string name, StoreContext context);

    /// <summary>The blobs whose names begin with <paramref name="prefix"/>, by name.</summary>
    /// <param name="prefix">The start of the names; empty for all.</param>
    /// <param name="context">Log, workspace and cancellation of the call.</param>
    IAsyncEnumerable<StoredBlob> ListAsync(string prefix, StoreContext context);

    /// <summary>Deletes a blob.</summary>
    /// <returns>Whether there was one.</returns>
    Task<bool> DeleteAsync(string name, StoreContext context);
}
