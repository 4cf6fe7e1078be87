namespace Yaosu.Platform.Ui.Kit;

/// <summary>The rows ticked. They stay ticked from page to page and are forgotten when the filters change.</summary>
internal sealed class RowPicks
{
    private HashSet<long>? _keys;

    public IReadOnlyCollection<long> Keys => _keys ?? (IReadOnlyCollection<long>)[];

    public bool AllMatching { get; private set; }

    public bool Any => AllMatching || _keys is { Count: > 0 };

    public bool Has(long key) => AllMatching || _keys?.Contains(key) == true;

    public void Toggle(long key, bool on)
    {
        AllMatching = false;
        _keys ??= [];
        _ = on ? _keys.Add(key) : _keys.Remove(key);
    }

    public void TakeAllMatching()
    {
        _keys = null;
        AllMatching = true;
    }

    public void Clear()
    {
        _keys = null;
        AllMatching = false;
    }
}
