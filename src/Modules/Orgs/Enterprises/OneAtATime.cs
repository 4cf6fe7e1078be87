using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Enterprises;

internal static class OneAtATime
{
    /// <summary>Until the end of the transaction, who asks for the same waits: for rules over many rows that no index can hold.</summary>
    internal static Task InOrgAsync(AppDb db, CancellationToken ct) => InOrgAsync(db, db.OrgId, ct);

    /// <param name="org">Often the platform's own, for what is filed with it.</param>
    internal static Task InOrgAsync(AppDb db, long org, CancellationToken ct) =>
        db.Set<Org>().Where(x => x.Id == org).ExecuteUpdateAsync(set => set.SetProperty(x => x.Name, x => x.Name), ct);
}
