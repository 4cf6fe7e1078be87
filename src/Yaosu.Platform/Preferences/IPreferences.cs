namespace Yaosu.Platform.Preferences;

/// <summary>Small things remembered per person across devices: columns shown, density, folded menus.</summary>
public interface IPreferences
{
    /// <summary>Null when nothing was remembered, or what was remembered no longer reads as <typeparamref name="T"/>.</summary>
    Task<T?> GetAsync<T>(Actor actor, string key, CancellationToken ct = default)
        where T : class;

    Task SetAsync<T>(Actor actor, string key, T value, CancellationToken ct = default)
        where T : class;
}
