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
        new("state", "状态", StateOf) { Width = 110, Template = row => StatusTag.Of(StateOf(row), row.State switch
        {
            SmsState.Sent => row.Text is null ? Tone.Ok : Tone.Neutral,
            SmsState.Failed => Tone.Danger,
            SmsState.Waiting or SmsState.Sending => Tone.Info,
        }) },
    ];

    private static readonly IReadOnlyList<ListFilter> Filters = [ListFilter.Choice<SmsState>("state", "状态")];

    [Inject]
    private SmsOutboxList Outbox { get; set; } = default!;

    /// <summary>Without a provider no message leaves this machine, whatever its state.</summary>
    private static string StateOf(SmsRow row) => row is { State: SmsState.Sent, Text: not null } ? "仅留存本机" : Labels.Of(row.State);

    private Task<Outcome<Page<SmsRow>>> LoadAsync(ListRequest request, CancellationToken ct) => Outbox.RunAsync(request.Actor, request.Filters.Choice<SmsState>("state"), request.Page, ct);
}
