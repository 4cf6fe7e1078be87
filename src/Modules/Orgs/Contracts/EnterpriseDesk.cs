using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Enterprises;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Contracts;

/// <summary>For modules in which enterprises ask something of those who run the platform.</summary>
public sealed class EnterpriseDesk(PlatformPeople operators)
{
    /// <summary>How the enterprise acted for is called.</summary>
    public static Task<string> NameAsync(AppDb db, CancellationToken ct = default) => db.Set<Org>().Where(x => x.Id == db.OrgId).Select(x => x.Name).SingleAsync(ct);

    /// <summary>After the change that it tells of; what is to be done stands in a list of theirs anyway.</summary>
    public Task TellAsync(string title, string text, string link, CancellationToken ct = default) => operators.TellAsync(title, text, link, ct);
}
