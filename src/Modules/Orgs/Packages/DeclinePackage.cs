using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Enterprises;
using Yaosu.Platform.Data;
using Yaosu.Platform.Notifications;

namespace Yaosu.Orgs.Packages;

/// <summary>An operator answers "no" to an application for a package, with the reason.</summary>
public sealed class DeclinePackage(AppDbFactory databases)
{
    public async Task<Outcome> RunAsync(Actor actor, long applicationId, string answer, CancellationToken ct = default)
    {
        if (actor.Lacks(OrgsPermissions.GrantPackages) is { } refusal)
            return refusal;
        var text = StoredText.Clean(answer).Trim();
        if (text.Length == 0)
            return OrgsRefusals.ReasonRequired;
        if (text.Length > PackageApplication.TextLength)
            return OrgsRefusals.ReasonTooLong;
        await using var platform = databases.Open(actor);
        var found = await platform.Set<PackageApplication>().Where(x => x.Id == applicationId).Select(x => new { x.OrgId }).SingleOrDefaultAsync(ct);
        if (found is null)
            return OrgsRefusals.PackageApplicationAnswered;

        await using var db = databases.Open(actor.ForEnterprise(found.OrgId));
        var application = await db.Set<PackageApplication>().SingleAsync(x => x.Id == applicationId, ct);
        if (application.State != PackageApplicationState.Waiting)
            return OrgsRefusals.PackageApplicationAnswered;
        (application.State, application.Answer) = (PackageApplicationState.Declined, text);
        db.Record(OrgsActions.PackageDeclined, application);
        db.Notify(application.AskedById, "服务包申请未通过", $"“{application.PackageName}”未能开通：{text}", OrgsUrls.Packages);
        return await db.TrySaveAsync(OrgsRefusals.PackageApplicationAnswered, ct: ct);
    }
}
