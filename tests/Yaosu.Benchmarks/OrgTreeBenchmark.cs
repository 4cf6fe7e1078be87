using System.Globalization;
using System.Runtime.CompilerServices;
using Npgsql;
using Yaosu.Benchmarks.Support;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.Enterprises;
using Yaosu.Orgs.People;
using Yaosu.Platform.Paging;

namespace Yaosu.Benchmarks;

/// <summary>
/// 组织架构 of an enterprise with 5,000 departments and 50,000 people: the tree with the first page of people, and a search by a part of a name. Goal: each ≤ 300 ms.
/// Compared with the same rows by SQL written by hand.
/// </summary>
internal sealed class OrgTreeBenchmark : IBenchmark
{
    private const int Turns = 9;

    private static readonly int Departments = Size.Of(5_000, atLeast: 50);
    private static readonly int People = Size.Of(50_000, atLeast: 500);

    public string Name => "org-tree";

    public string What => "the tree and people of 5,000 departments and 50,000 employees";

    public async Task RunAsync(Report report, CancellationToken cancellation)
    {
        await using var database = await TemporaryDatabase.StartAsync(cancellation);
        var org = (await new OpenEnterprise(database.Databases).RunAsync(new("示例企业", OrgKind.Manufacturer, "91BENCH0000000001"), new("main_account", "主账号", "一个足够长的密码", MustChangePassword: false), cancellation)).Value;
        await FillAsync(database, org, cancellation);
        var actor = new Actor { Kind = ActorKind.Person, OrgId = org, UserId = 1, Name = "示例", IsMain = true };
        var (tree, list) = (new DepartmentQuery(database.Databases), new PersonList(database.Databases));
        var wanted = string.Create(CultureInfo.InvariantCulture, $"员工{People / 2}");

        var (trees, firsts, searches, rawFirsts, rawSearches) = (new List<double>(), new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var turn = -2; turn < Turns; turn++)
        {
            var drawn = await TimeAsync(() => tree.RunAsync(actor, cancellation));
            var first = await TimeAsync(async () => Check((await list.RunAsync(actor, new(), new PageRequest(), cancellation)).Value.Rows.Count, 20));
            var search = await TimeAsync(async () => Check((await list.RunAsync(actor, new(Text: wanted), new PageRequest(), cancellation)).Value.Rows.Count, atLeast: 1));
            var rawFirst = await TimeAsync(() => RawAsync(database, org, "%", cancellation));
            var rawSearch = await TimeAsync(() => RawAsync(database, org, $"%{wanted}%", cancellation));
            // The first turns are for the compilers and the files of the database.
            if (turn < 0)
                continue;
            trees.Add(drawn);
            firsts.Add(first);
            searches.Add(search);
            rawFirsts.Add(rawFirst);
            rawSearches.Add(rawSearch);
        }
        report.Add("departments", Departments);
        report.Add("people", People);
        report.Add("tree_ms", trees.Median(), "ms");
        report.Add("first_page_ms", firsts.Median(), "ms");
        report.Add("raw_sql_ms", rawFirsts.Median(), "ms");
        report.Add("search_ms", searches.Median(), "ms");
        report.Add("raw_sql_search_ms", rawSearches.Median(), "ms");
        report.Add("ratio_to_raw_sql", firsts.Median() / rawFirsts.Median());
        report.Add("ratio_of_search_to_raw_sql", searches.Median() / rawSearches.Median());
    }

    private static async Task FillAsync(TemporaryDatabase database, long org, CancellationToken ct)
    {
        await using var db = database.Databases.Open(Actor.System(org));
        var ids = await db.Engine.TakeIdsAsync(db, Departments + People, ct);
        await db.Engine.WriteBulkAsync(db, Enumerable.Range(0, Departments).Select(i =>
        {
            // Ten below each: four levels.
            var unit = new Department { Name = string.Create(CultureInfo.InvariantCulture, $"部门{i}"), ParentId = i < 10 ? null : ids[(i - 10) / 10], Order = i };
            (SetOrgId(unit), SetId(unit)) = (org, ids[i]);
            return unit;
        }).ToAsyncEnumerable(), ct);
        await db.Engine.WriteBulkAsync(db, Enumerable.Range(0, People).Select(i =>
        {
            var text = i.ToString(CultureInfo.InvariantCulture);
            var person = new User { SignInName = $"person{text}", Name = $"员工{text}", PasswordHash = "none", DepartmentId = ids[i % Departments], CreatedAt = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(i) };
            (SetOrgId(person), SetId(person)) = (org, ids[Departments + i]);
            return person;
        }).ToAsyncEnumerable(), ct);
        await using var analyze = database.Source.CreateCommand("ANALYZE");
        await analyze.ExecuteNonQueryAsync(ct);
    }

    private static async Task RawAsync(TemporaryDatabase database, long org, string pattern, CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        foreach (var sql in new[]
        {
            """SELECT count(*) FROM orgs."Users" WHERE "OrgId" = @org AND "RemovedAt" IS NULL AND ("Name" LIKE @p OR "SignInName" LIKE @p OR "Phone" LIKE @p)""",
            """
            SELECT x."Id", x."Name", x."SignInName", x."Phone", x."Title", d."Name", x."IsMain", x."IsDisabled", x."CreatedAt" FROM orgs."Users" x LEFT JOIN orgs."Departments" d ON d."OrgId" = x."OrgId" AND d."Id" = x."DepartmentId"
            WHERE x."OrgId" = @org AND x."RemovedAt" IS NULL AND (x."Name" LIKE @p OR x."SignInName" LIKE @p OR x."Phone" LIKE @p) ORDER BY x."CreatedAt" DESC, x."Id" DESC LIMIT 20
            """,
        })
        {
            await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new("org", org), new("p", pattern) } };
            await using var rows = await command.ExecuteReaderAsync(ct);
            var values = new object[rows.FieldCount];
            while (await rows.ReadAsync(ct))
                rows.GetValues(values);
        }
    }

    private static void Check(int found, int atLeast)
    {
        if (found < atLeast)
            throw new InvalidOperationException($"{found} rows were found.");
    }

    private static async Task<double> TimeAsync(Func<Task> what)
    {
        var start = TimeProvider.System.GetTimestamp();
        await what();
        return TimeProvider.System.GetElapsedTime(start).TotalMilliseconds;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "<OrgId>k__BackingField")]
    private static extern ref long SetOrgId(Department unit);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "<Id>k__BackingField")]
    private static extern ref long SetId(Department unit);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "<OrgId>k__BackingField")]
    private static extern ref long SetOrgId(User person);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "<Id>k__BackingField")]
    private static extern ref long SetId(User person);
}
