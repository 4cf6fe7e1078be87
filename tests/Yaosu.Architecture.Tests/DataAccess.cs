using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Yaosu.Architecture.Tests.Reading;
using Yaosu.Platform.Data;
using Yaosu.Server;

namespace Yaosu.Architecture.Tests;

/// <summary>No way around the enterprise filter that nobody looked at.</summary>
public sealed class DataAccess
{
    /// <summary>Members that see or write what the filter doesn't guard (build/BannedSymbols.Data.txt names them too; this list can't be silenced in passing).</summary>
    private static readonly HashSet<string> PastTheFilter = new(StringComparer.Ordinal)
    {
        "IgnoreQueryFilters", "FromSql", "FromSqlRaw", "FromSqlInterpolated", "SqlQuery", "SqlQueryRaw", "ExecuteSql", "ExecuteSqlRaw", "ExecuteSqlInterpolated",
        "ExecuteSqlAsync", "ExecuteSqlRawAsync", "ExecuteSqlInterpolatedAsync", "GetDbConnection", "SetDbConnection", "BeginTransaction", "BeginTransactionAsync", "UseTransaction", "UseTransactionAsync",
    };

    /// <summary>How often each type does so, counted in its compiled code.</summary>
    private static readonly Dictionary<string, int> Known = new(StringComparer.Ordinal)
    {
        ["Yaosu.Platform.Data.AcrossOrgs"] = 1,
        ["Yaosu.Platform.Data.AppDb"] = 1,
        ["Yaosu.Platform.Data.DatabaseMigrator"] = 1,
        ["Yaosu.Data.PostgreSql.PostgreSqlEngine"] = 1,
        ["Yaosu.Data.SqlServer.SqlServerEngine"] = 3,
    };

    /// <summary>The platform's own workers, which see every enterprise's rows.</summary>
    private static readonly string[] SeesEveryOrg =
    [
        "Yaosu.Platform.Doctor.Examine",
        "Yaosu.Platform.Files.FileSweeper",
        "Yaosu.Platform.Jobs.JobRunner",
        "Yaosu.Platform.Outbox.OutboxDispatcher",
        "Yaosu.Platform.Recurring.CleanUp",
        "Yaosu.Platform.Sms.QueueSms",
        "Yaosu.Platform.Sms.SmsOutboxList",
    ];

    private static readonly string[] Caches = ["IMemoryCache", "IDistributedCache", "HybridCache", "IOutputCacheStore"];

    [Fact]
    public void Raw_sql_connections_and_unfiltered_queries_stay_where_they_are()
    {
        var found = Product.All.SelectMany(Il.MembersUsed).Where(IsPastTheFilter).GroupBy(x => x.By).ToDictionary(x => x.Key, x => x.Count());
        found.Should().BeEquivalentTo(Known);
    }

    [Fact]
    public void Raw_sql_in_a_new_place_is_caught() =>
        Il.MembersUsed(Product.Plants).Where(IsPastTheFilter).Select(x => (x.By, x.Member)).Should().BeEquivalentTo(
        [
            (typeof(Plants.GoesPastTheFilter).FullName, "IgnoreQueryFilters"),
            (typeof(Plants.GoesPastTheFilter).FullName, "SqlQueryRaw"),
            (typeof(Plants.GoesPastTheFilter).FullName, "GetDbConnection"),
        ]);

    [Fact]
    public void Only_the_platforms_own_workers_see_every_enterprise()
    {
        Product.All.SelectMany(Il.MembersUsed).Where(x => x.Member == "OfAllOrgs").Select(x => x.By).Distinct().Should().BeEquivalentTo(SeesEveryOrg);
        Il.MembersUsed(Product.Plants).Where(x => x.Member == "OfAllOrgs").Should().ContainSingle(x => x.By == typeof(Plants.GoesPastTheFilter).FullName);
    }

    [Fact]
    public void Nothing_is_cached_past_the_enterprise()
    {
        CachesUsed(Product.All).Should().BeEmpty("what is remembered is keyed by enterprise: write a small type that does so");
        CachesUsed([Product.Plants]).Should().ContainSingle(x => x.EndsWith("IMemoryCache", StringComparison.Ordinal));
    }

    [Fact]
    public void No_context_is_injected_or_kept()
    {
        Keepers(Product.Types.Where(x => x.Namespace != typeof(AppDb).Namespace)).Should().BeEquivalentTo(MayHold);
        Keepers([typeof(Plants.KeepsAContext)]).Should().ContainSingle();
    }

    /// <summary>They live as long as the operation whose context they hold.</summary>
    private static readonly string[] MayHold = ["Yaosu.Platform.Audit.AuditPending", "Yaosu.Data.SqlServer.BulkReader`1"];

    [Fact]
    public void Every_text_of_an_owned_row_has_a_ceiling_or_is_declared_long()
    {
        using var db = Model.Open(ProductModules.All);
        var texts = Unbounded(db).ToList();
        texts.Should().BeEquivalentTo(LongTexts);
        using var planted = Model.Open(new([new Plants.ModuleWithEndlessText()]));
        Unbounded(planted).Should().Contain("EndlessText.Text");
    }

    /// <summary>Payloads whose size the platform itself decides, and explanations.</summary>
    private static readonly string[] LongTexts =
    [
        "AuditEntry.Changes",
        "Job.ArgumentsJson",
        "Job.CheckpointJson",
        "Job.ResultJson",
        "OutboxMessage.PayloadJson",
        "Preference.Json",
        "SmsMessage.ProtectedValues",
        "ApiKey.Addresses",
        "ApiKey.Permissions",
        "IdempotentRequest.AnswerJson",
        "Role.Permissions",
        "DrugDetails.Pictures",
    ];

    private static bool IsPastTheFilter(MemberUse use) =>
        PastTheFilter.Contains(use.Member) && use.Type.StartsWith("Microsoft.EntityFrameworkCore.", StringComparison.Ordinal);

    private static IEnumerable<string> CachesUsed(IEnumerable<Assembly> assemblies) => assemblies
        .SelectMany(assembly => Il.TypesUsed(assembly).Where(x => Caches.Contains(x.Name)).Select(x => $"{assembly.GetName().Name} → {x.Name}"));

    private static IEnumerable<string> Keepers(IEnumerable<Type> types)
    {
        const BindingFlags Own = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        return types.Where(x => x.IsWritten() && (
                x.GetFields(Own).Any(field => IsContext(field.FieldType))
                || x.GetProperties(Own).Any(property => property.IsDefined(typeof(InjectAttribute)) && IsContext(property.PropertyType))
                || x.GetConstructors(Own).Any(constructor => constructor.GetParameters().Any(parameter => IsContext(parameter.ParameterType)))))
            .Select(x => x.FullName!);
    }

    private static bool IsContext(Type type) => typeof(DbContext).IsAssignableFrom(type)
        || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IDbContextFactory<>));

    private static IEnumerable<string> Unbounded(DbContext db) => db.Model.GetEntityTypes()
        .Where(x => typeof(IOwnedByOrg).IsAssignableFrom(x.ClrType))
        .SelectMany(entity => entity.GetProperties()
            .Where(x => (x.GetTypeMapping().Converter?.ProviderClrType ?? x.ClrType) == typeof(string) && x.GetMaxLength() is null)
            .Select(x => $"{entity.ClrType.Name}.{x.Name}"));
}
