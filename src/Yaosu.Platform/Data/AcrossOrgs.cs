using Microsoft.EntityFrameworkCore;

namespace Yaosu.Platform.Data;

/// <summary>The one door past the enterprise filter. Open only to the platform's own workers; a test pins who uses it.</summary>
internal static class AcrossOrgs
{
    /// <param name="rows">Owned rows.</param>
    /// <param name="reason">Why this query must see every enterprise; for the reviewer.</param>
    internal static IQueryable<T> OfAllOrgs<T>(this IQueryable<T> rows, string reason)
        where T : class, IOwnedByOrg
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
#pragma warning disable RS0030 // Named, so that other filters stay.
        return rows.IgnoreQueryFilters([AppDb.OrgFilter]);
#pragma warning restore RS0030
    }
}
