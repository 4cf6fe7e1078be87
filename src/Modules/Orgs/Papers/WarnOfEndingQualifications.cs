using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Enterprises;
using Yaosu.Platform.Data;
using Yaosu.Platform.Recurring;
using Yaosu.Platform.Sms;

namespace Yaosu.Orgs.Papers;

/// <summary>Tells main accounts, in the console and on the phone, that a paper is about to end or has ended: once for each step, and only while no newer one counts.</summary>
internal sealed class WarnOfEndingQualifications(AppDbFactory databases, QueueSms sms) : IRecurringWork
{
    /// <summary>Papers that ended long before this work first ran are no news.</summary>
    private const int OldNews = 90;

    public async Task RunAsync(CancellationToken ct)
    {
        var today = ChinaTime.Today(databases.Time);
        var (from, horizon) = (today.AddDays(-OldNews), today.AddDays(QualificationTerms.WarningDays[0]));
        await using var platform = databases.OpenPlatform();
        var ending = await platform.Set<Qualification>().AsNoTracking().Where(x => x.State == QualificationState.Approved && x.ExpiresOn >= from && x.ExpiresOn <= horizon).ToListAsync(ct);
        foreach (var paper in ending)
        {
            var step = QualificationTerms.StepOn(today, paper.ExpiresOn!.Value)!.Value;
            if (paper.WarnedDays is not { } warned || warned > step)
                await WarnAsync(paper, step, today, ct);
        }
    }

    private async Task WarnAsync(Qualification paper, int step, DateOnly today, CancellationToken ct)
    {
        await using var db = databases.Open(Actor.System(paper.OrgId));
        var stored = await db.Set<Qualification>().SingleAsync(x => x.Id == paper.Id, ct);
        stored.WarnedDays = step;
        var until = paper.ExpiresOn!.Value;
        if (!await db.Set<Qualification>().AnyAsync(x => x.OrgId == paper.OrgId && x.Kind == paper.Kind && x.State == QualificationState.Approved && x.Id != paper.Id && (x.ExpiresOn == null || x.ExpiresOn > until), ct))
            await TellAsync(db, paper, until, until.DayNumber - today.DayNumber, ct);
        await db.TrySaveAsync(OrgsRefusals.QualificationChangedMeanwhile, ct: ct);
    }

    private async Task TellAsync(AppDb db, Qualification paper, DateOnly until, int left, CancellationToken ct)
    {
        var name = Platform.Ui.Kit.Labels.Of(paper.Kind);
        var (title, when) = left < 0 ? ("企业资质已过期", $"已于 {until:yyyy-MM-dd} 到期") : ("企业资质即将到期", left == 0 ? "今天到期" : $"将于 {until:yyyy-MM-dd} 到期（还有 {left} 天）");
        await MainAccount.TellAsync(db, title, $"“{name}”{when}，{(left < 0 ? "依赖它的操作已暂停" : "逾期后依赖它的操作会暂停")}，请在“企业资质”中提交新的证件。", OrgsUrls.Qualifications, ct);
        // Who is over the limit for messages, or has no phone, reads it in the console.
        await MainAccount.SendAsync(db, sms, OrgsSms.QualificationEnding, new Dictionary<string, string> { ["paper"] = name, ["when"] = left < 0 || left == 0 ? when : $"将于 {until:yyyy-MM-dd} 到期" }, ct);
    }
}
