using System.Globalization;
using Microsoft.AspNetCore.Components;
using Yaosu.Platform.Access;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Live;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Orgs.Home;

public sealed partial class ActivityTile
{
    private RecentActivity.Activity? _activity;
    private IReadOnlyList<string> _days = [];
    private IReadOnlyList<ChartSeries> _series = [];
    private Refusal? _refusal;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Inject]
    private RecentActivity Activity { get; set; } = default!;

    [Inject]
    private AuditWords Words { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        Watch(new LiveTopic((await Current.GetAsync()).OrgId, AuditChain.Topic));
        await RefreshAsync();
    }

    protected override async Task RefreshAsync()
    {
        var read = await Activity.RunAsync(await Current.GetAsync());
        _refusal = read.Refusal;
        if (!read.TryGet(out _activity))
            return;
        _days = [.. _activity.ByDay.Select(day => day.Day.ToString("M-d", CultureInfo.InvariantCulture))];
        _series = [new("操作次数", [.. _activity.ByDay.Select(day => (double?)day.Count)])];
    }
}
