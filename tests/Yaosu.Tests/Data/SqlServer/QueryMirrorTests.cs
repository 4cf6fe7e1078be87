using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Jobs;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Data.SqlServer;

/// <summary>Queries that PostgreSQL answers and SQL Server would not must fail the test that runs them.</summary>
[PostgreSqlOnly("what runs on SQL Server needs no mirror")]
public sealed class QueryMirrorTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Planted = QueryMirror.ExpectedHere;

    [Fact]
    public async Task A_query_that_only_PostgreSQL_translates_is_refused()
    {
        await using var db = database.OpenSystem(1);
        var list = () => db.Set<AuditEntry>().Where(x => Regex.IsMatch(x.ActorName, Planted)).ToListAsync();
        (await list.Should().ThrowAsync<TSqlException>()).WithMessage("*can't run this query*could not be translated*Regex*");
    }

    [Fact]
    public async Task So_is_one_in_a_count_an_update_a_delete_and_a_stream()
    {
        await using var db = database.OpenSystem(1);
        var rows = db.Set<Job>().Where(x => Regex.IsMatch(x.Kind, Planted));
        await Refused(() => rows.CountAsync());
        await Refused(() => rows.AnyAsync());
        await Refused(() => rows.ExecuteDeleteAsync());
        await Refused(() => rows.ExecuteUpdateAsync(set => set.SetProperty(x => x.Tries, 0)));
        await Refused(async () =>
        {
            await foreach (var row in rows.AsAsyncEnumerable())
                row.Should().BeNull();
        });
        await Refused(() => db.Set<Job>().Where(x => x.Kind.Normalize(NormalizationForm.FormC) == Planted).FirstOrDefaultAsync());
    }

    [Fact]
    public async Task So_is_a_subquery_over_another_set()
    {
        await using var db = database.OpenSystem(1);
        var jobs = db.Set<Job>().Where(x => Regex.IsMatch(x.Kind, Planted));
        await Refused(() => db.Set<AuditEntry>().Where(x => jobs.Any(job => job.Id == x.ObjectId)).ToListAsync());
        await Refused(() => db.Set<AuditEntry>().Where(x => db.Set<Job>().Any(job => Regex.IsMatch(job.Kind, Planted))).ToListAsync());
    }

    [Fact]
    public async Task So_is_a_statement_that_names_what_is_not_there()
    {
        await using var db = database.OpenSystem(1);
        var typed = () => db.Set<AuditHead>().FromSqlRaw($"""SELECT "OrgId", "Id", "Sequence", "Hsah" AS "Hash" FROM platform."AuditHeads" WHERE '{Planted}' = ''""").ToListAsync();
        (await typed.Should().ThrowAsync<TSqlException>()).WithMessage("*no column 'Hsah' here*");
    }

    [Fact]
    public async Task What_both_translate_gets_its_answer_from_PostgreSQL()
    {
        await using (var db = database.OpenSystem(1))
        {
            db.Record(new AuditAction("test.mirror", "镜像"), new AuditObject("Thing", 1, "一号"));
            await db.SaveChangesAsync();
        }
        await using (var db = database.OpenSystem(1))
        {
            var names = new[] { "一号", "二号" };
            (await db.Set<AuditEntry>().CountAsync(x => names.Contains(x.ObjectName) && x.At <= database.Time.UtcNow())).Should().Be(1);
            (await db.Set<AuditEntry>().Where(x => db.Set<AuditHead>().Any(head => head.Sequence == x.Sequence)).Select(x => new { x.Id, x.ObjectName }).SingleAsync()).ObjectName.Should().Be("一号");
            (await db.FindAsync<AuditHead>(1L, AuditHead.OnlyId)).Should().NotBeNull();
        }
    }

    private static async Task Refused<T>(Func<Task<T>> query) => await query.Should().ThrowAsync<TSqlException>();

    private static async Task Refused(Func<Task> query) => await query.Should().ThrowAsync<TSqlException>();
}
