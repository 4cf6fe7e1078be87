using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Enterprises;
using Yaosu.Orgs.ExternalAccounts;
using Yaosu.Platform.Data;
using Yaosu.Platform.Ui.Shell;

namespace Yaosu.Orgs.Account;

/// <summary>The enterprise, name, picture and bound account in the top bar.</summary>
internal sealed class ShellProfileOfUser(AppDbFactory databases) : IShellProfile
{
    public async ValueTask<ShellProfile> GetAsync(Actor actor, CancellationToken ct = default)
    {
        await using var db = databases.Open(actor);
        var org = await db.Set<Org>().Where(x => x.Id == actor.OrgId).Select(x => x.Name).SingleAsync(ct);
        var avatar = await db.Set<User>().Where(x => x.Id == actor.UserId).Select(x => x.AvatarFileId).SingleAsync(ct);
        var bound = await db.Set<ExternalAccount>().Where(x => x.OrgId == actor.OrgId && x.UserId == actor.UserId).OrderBy(x => x.BoundAt).Select(x => x.Name).FirstOrDefaultAsync(ct);
        return new(org, actor.Name, OrgsUrls.Avatar(avatar), bound);
    }
}
