using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Yaosu.Platform.Access;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Orgs.Stores;

/// <summary>管理企业.</summary>
public sealed partial class StoresField
{
    private const int MostChips = 50;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly Dictionary<long, FindStores.Hit> _known = [];
    private ElementReference _search;
    private FindStores.Found? _found;
    private string? _refused;
    private int _turn;

    /// <summary>He manages all himself.</summary>
    [Parameter]
    public bool MayGiveAll { get; set; }

    /// <summary>How many stores the other manages that the one at the form does not.</summary>
    [Parameter]
    public int Beyond { get; set; }

    [Inject]
    private FindStores Stores { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    private bool IsAll => Value?.All != false;

    /// <summary>All, given by somebody who manages more.</summary>
    private bool Stays => IsAll && !MayGiveAll;

    private IReadOnlyList<FindStores.Hit> Chosen => [.. _known.Values.Where(store => IsChosen(store.Id)).OrderBy(store => store.Name, StringComparer.CurrentCulture)];

    private string Summary => _refused ?? (_found is not { } found ? "正在查找…"
        : found.Total == 0 ? "没有找到门店。只能选择已开通的门店；还在审核的门店请等通过后再选。"
        : found.Total > found.Hits.Count ? $"共 {Format.Count(found.Total)} 家，列出前 {found.Hits.Count} 家；输入名称缩小范围。已选 {Format.Count(Value?.Ids.Count ?? 0)} 家。"
        : $"共 {Format.Count(found.Total)} 家，已选 {Format.Count(Value?.Ids.Count ?? 0)} 家。");

    private string Explanation => Stays ? "此人管理全部门店；您只管理部分门店，不能改动。"
        : Beyond > 0 ? $"另有 {Beyond} 家您不管理的门店，保存时保持不变。"
        : MayGiveAll ? "此人可以代表哪些门店操作；立即生效。"
        : "只能授予您自己管理的门店；立即生效。";

    private string Descriptions => Error is null ? $"{Id}-hint" : $"{Id}-error {Id}-hint";

    protected override async Task OnParametersSetAsync()
    {
        if (IsAll)
            return;
        if (Value!.Ids.Where(id => !_known.ContainsKey(id)).ToList() is { Count: > 0 } unknown
            && (await Stores.NamedAsync(await Current.GetAsync(), unknown)).TryGet(out var named))
            Learn(named);
        if (_found is null && _refused is null)
            await FindAsync(null);
    }

    private async Task ChooseAsync(bool all)
    {
        await SetAsync(new StoreChoice(all, Value?.Ids ?? []));
        if (!all && _found is null)
            await FindAsync(null);
    }

    private Task PickAsync(FindStores.Hit store, bool picked)
    {
        Learn([store]);
        var before = Value?.Ids ?? [];
        return SetAsync(new StoreChoice(false, picked ? before.Add(store.Id) : before.Remove(store.Id)));
    }

    /// <summary>Its button goes with it, so the focus is put where the next store is found.</summary>
    private async Task RemoveAsync(long id)
    {
        await SetAsync(new StoreChoice(false, Value!.Ids.Remove(id)));
        try
        {
            await _search.FocusAsync();
        }
        catch (JSDisconnectedException)
        {
            // Nobody is there to see it.
        }
    }

    private async Task TypedAsync(ChangeEventArgs e)
    {
        var turn = ++_turn;
        await Task.Delay(Pause, Time);
        if (turn == _turn)
            await FindAsync(e.Value as string);
    }

    private async Task FindAsync(string? text)
    {
        var turn = ++_turn;
        var found = await Stores.RunAsync(await Current.GetAsync(), text);
        if (turn != _turn)
            return;
        _refused = found.Refusal?.Text;
        _found = found.TryGet(out var stores) ? stores : null;
    }

    private bool IsChosen(long id) => Value?.Ids.Contains(id) == true;

    private void Learn(IEnumerable<FindStores.Hit> stores)
    {
        foreach (var store in stores)
            _known[store.Id] = store;
    }
}
