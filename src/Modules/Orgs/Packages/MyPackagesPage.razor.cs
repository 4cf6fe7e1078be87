using Microsoft.AspNetCore.Components;
using Yaosu.Platform.Access;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Orgs.Packages;

public sealed partial class MyPackagesPage
{
    private DetailPage<MyPackages.Shelf>? _page;
    private bool _mayApply;

    [Inject]
    private MyPackages Packages { get; set; } = default!;

    [Inject]
    private ApplyForPackage Apply { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Inject]
    private Dialogs Dialogs { get; set; } = default!;

    private Task<Outcome<MyPackages.Shelf>> LoadAsync(Actor actor, CancellationToken ct)
    {
        _mayApply = actor.May(OrgsPermissions.ApplyForPackages);
        return Packages.RunAsync(actor, ct);
    }

    private async Task ApplyAsync(PackageCard card)
    {
        if (await NoteDialog.ShowAsync(Dialogs, $"申请{card.Name}", "申请会发给平台运营人员，办理结果会通知您。", "提交申请", "申请已提交，请等待平台处理。",
            async note => await Apply.RunAsync(await Current.GetAsync(), card.Id, note)))
            await _page!.ReloadAsync();
    }

    private static string StateOf(PackageCard card) => card.Until is null ? "未开通" : Labels.Of(card.Standing);

    private static Tone ToneOf(PackageCard card) => card.Standing switch
    {
        PackageStanding.Open => Tone.Ok,
        PackageStanding.Frozen => Tone.Warn,
        PackageStanding.NotYet => Tone.Info,
        PackageStanding.Closed => Tone.Neutral,
    };
}
