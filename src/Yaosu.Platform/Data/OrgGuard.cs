using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Yaosu.Platform.Data;

/// <summary>Refuses to save any row whose original or current OrgId is another's.</summary>
internal sealed class OrgGuard : SaveChangesInterceptor
{
    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        var db = (AppDb)eventData.Context!;
        foreach (var entry in db.ChangeTracker.Entries<IOwnedByOrg>())
            if (entry.State is not EntityState.Unchanged and not EntityState.Detached)
                Check(entry, db.OrgId);
        return ValueTask.FromResult(result);
    }

    private static void Check(EntityEntry<IOwnedByOrg> entry, long orgId)
    {
        var property = entry.Property(nameof(IOwnedByOrg.OrgId));
        var current = (long)property.CurrentValue!;
        var original = (long)property.OriginalValue!;
        if (orgId == 0 || current != orgId || (entry.State != EntityState.Added && original != orgId))
            throw new OrgViolationException(entry.Metadata.DisplayName(), current != orgId ? current : original, orgId);
    }
}
