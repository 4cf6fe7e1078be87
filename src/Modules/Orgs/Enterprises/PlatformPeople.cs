using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Enterprises;

/// <summary>The people who run the installation, as far as others have to do with them.</summary>
public sealed class PlatformPeople(AppDbFactory databases)
{
    internal const string Prefix = "平台运营·";

    /// <summary>After the change it tells of: rows of two enterprises are not saved together. What is to be done stands in the operators' lists anyway.</summary>
    internal async Task TellAsync(string title, string text, string link, CancellationToken ct)
    {
        await using var platform = databases.OpenPlatform();
        foreach (var org in await platform.Set<Org>().Where(x => x.Kind == OrgKind.Platform).Select(x => x.Id).ToListAsync(ct))
        {
            await using var db = databases.Open(Actor.System(org));
            await MainAccount.TellAsync(db, title, text, link, ct);
            await db.SaveChangesAsync(ct);
        }
    }
}

internal static class ActingForAnEnterprise
{
    /// <summary>An operator whose right was checked acts on an enterprise: its own log keeps that, under his name.</summary>
    internal static Actor ForEnterprise(this Actor actor, long orgId) => Actor.System(orgId, PlatformPeople.Prefix + actor.Name) with { Address = actor.Address };
}
