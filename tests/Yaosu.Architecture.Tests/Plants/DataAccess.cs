using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Yaosu.Platform.Data;
using Yaosu.Platform.Modules;

namespace Yaosu.Architecture.Tests.Plants;

public static class GoesPastTheFilter
{
    public static IQueryable<T> All<T>(IQueryable<T> rows)
        where T : class => rows.IgnoreQueryFilters();

    public static IQueryable<T> AllByTheDoor<T>(IQueryable<T> rows)
        where T : class, IOwnedByOrg => rows.OfAllOrgs("planted");

    public static IQueryable<long> Ids(AppDb db) => db.Database.SqlQueryRaw<long>("SELECT 1");

    public static DbConnection Connection(AppDb db) => db.Database.GetDbConnection();

    public static object? Remembered(IMemoryCache cache) => cache.Get("key");
}

public sealed class KeepsAContext(AppDb db)
{
    public long OrgId => db.OrgId;
}

public sealed class ModuleWithEndlessText : Module
{
    public override string Name => "Plants";

    public override void MapEntities(ModelBuilder model) => model.Entity<EndlessText>().Property(x => x.Text).Metadata.SetMaxLength(null);
}

public sealed class EndlessText : IOwnedByOrg
{
    public long OrgId { get; private set; }

    public long Id { get; private set; }

    public required string Text { get; set; }
}
