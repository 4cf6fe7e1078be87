using Microsoft.AspNetCore.Components;
using Yaosu.Platform.Paging;
using Yaosu.Platform.Sms;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Orgs.SmsOutbox;

public sealed partial class SmsOutboxPage
{
    private static readonly IReadOnlyList<ListColumn<SmsRow>> Columns =
    [
        new("at", "时间", row => ChinaTime.Text(row.At)) { Sortable = true, Always = true, Width = 170 },
        new("number", "手机号", row => row.MaskedNumber) { Mono = true, Width = 130 },
        new("kind", "类型", row => row.Kind) { Width = 140 },
        new("text", "内容", row => row.Text ?? row.Error) { Long = true },
        new("state", "状态", row => Labels.Of(row.State)) { Width = 100, Template = row => StatusTag.Of(Labels.Of(row.State), row.State switch
        {
            SmsState.Sent => Tone.Ok,
            SmsState.Failed => Tone.Danger,
            SmsState.Waiting or SmsState.Sending => Tone.Info,
        }) },
    ];

    private static readonly IReadOnlyList<ListFilter> Filters = [ListFilter.Choice<SmsState>("state", "状态")];

    [Inject]
    private SmsOutboxList Outbox { get; set; } = default!;

    private Task<Outcome<Page<SmsRow>>> LoadAsync(ListRequest request, CancellationToken ct) => Outbox.RunAsync(request.Actor, request.Filters.Choice<SmsState>("state"), request.Page, ct);
}
