using System.Collections.Immutable;

namespace Yaosu.Platform.Ui.Shell;

public enum NoticeLevel
{
    Info,
    Warning,
    Danger,
}

/// <param name="Key">Says which notice replaces which, for example <c>database</c>.</param>
public sealed record SystemNotice(string Key, NoticeLevel Level, string Text);

/// <summary>Banners over every open page of this node: "the database can't be reached", "maintenance at ten". Kept in memory; each node judges for itself.</summary>
public sealed class SystemNotices
{
    private ImmutableArray<SystemNotice> _all = [];

    /// <summary>Raised on the caller's thread after the banners changed.</summary>
    public event Action? Changed;

    public ImmutableArray<SystemNotice> All => _all;

    /// <summary>Shows a banner, or replaces the one with the same key.</summary>
    public void Show(SystemNotice notice)
    {
        if (ImmutableInterlocked.Update(ref _all, static (all, added) => all.Contains(added) ? all : all.RemoveAll(n => n.Key == added.Key).Add(added), notice))
            Changed?.Invoke();
    }

    public void Clear(string key)
    {
        if (ImmutableInterlocked.Update(ref _all, static (all, removed) => all.RemoveAll(n => n.Key == removed), key))
            Changed?.Invoke();
    }
}
