using System.Globalization;
using Microsoft.AspNetCore.Components;
using Yaosu.Platform.Access;
using Yaosu.Platform.Files;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Orgs.Papers;

public sealed partial class QualificationsPage
{
    private DetailPage<MyQualifications.Shelf>? _page;
    private bool _mayManage;

    [Inject]
    private MyQualifications Papers { get; set; } = default!;

    [Inject]
    private DownloadLinks Links { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Inject]
    private Dialogs Dialogs { get; set; } = default!;

    [Inject]
    private Toasts Toasts { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    internal static string Until(DateOnly? day) => day is { } last ? last.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "长期";

    internal static Tone ToneOf(QualificationStanding standing) => standing switch
    {
        QualificationStanding.Missing => Tone.Neutral,
        QualificationStanding.Valid => Tone.Ok,
        QualificationStanding.Ending => Tone.Warn,
        QualificationStanding.Ended => Tone.Danger,
    };

    private Task<Outcome<MyQualifications.Shelf>> LoadAsync(Actor actor, CancellationToken ct)
    {
        _mayManage = actor.May(OrgsPermissions.ManageQualifications);
        return Papers.RunAsync(actor, ct);
    }

    private static string TextOf(QualificationCard card) => (card.Current, card.Pending?.State) switch
    {
        (_, QualificationState.Waiting) => "改交另一份",
        (_, QualificationState.Rejected) => "重新提交",
        (null, _) => "提交证件",
        _ => "换新证件",
    };

    private async Task OpenAsync(long fileId) => Navigation.Follow(await Links.CreateAsync(await Current.GetAsync(), fileId), Toasts);

    private async Task RenewAsync(QualificationCard card)
    {
        if (await Dialogs.ShowAsync<RenewDialog, bool?>($"提交{Labels.Of(card.Kind)}", new() { [nameof(RenewDialog.Card)] = card }) is true)
            await _page!.ReloadAsync();
    }
}
