using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Yaosu.Platform.Data;

/// <summary>Raises Version at every save of a changed row; the old value goes into the WHERE clause as the concurrency token.</summary>
internal sealed class VersionBump : SaveChangesInterceptor
{
    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        foreach (var entry in eventData.Context!.ChangeTracker.Entries<IVersioned>())
            if (entry.State == EntityState.Modified)
            {
                var version = entry.Property(x => x.Version);
                version.CurrentValue = version.OriginalValue + 1;
            }
        return ValueTask.FromResult(result);
    }
}
