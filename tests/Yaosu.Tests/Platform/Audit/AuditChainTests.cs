using Microsoft.EntityFrameworkCore;
using Npgsql;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.Access;
using Yaosu.Platform.Audit;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Platform.Audit;

public sealed class AuditChainTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly AuditAction Added = new("test.role.added", "新增角色");
    private static long _nextOrg = 1000;

    private readonly long _org = Interlocked.Increment(ref _nextOrg);

    private Task AddAsync(string name) => AddAsync(_org, name);

    private async Task AddAsync(long org, string name)
    {
        await using var db = database.OpenSystem(org);
        var role = new Role { Name = name, Permissions = ["a.b"] };
        db.Add(role);
        db.Record(Added, role, "原因");
        await db.SaveChangesAsync();
    }

    private async Task<List<AuditBreak>> VerifyAsync(long? org = null)
    {
        await using var db = database.OpenSystem(org ?? _org);
        return await AuditChain.VerifyAsync(db).ToListAsync();
    }

    private Task TamperAsync(string sql) => TestServer.RunAsync(database.ConnectionString, $"""
        ALTER TABLE platform."AuditEntries" DISABLE TRIGGER append_only; {sql}; ALTER TABLE platform."AuditEntries" ENABLE TRIGGER append_only
        """);

    [Fact]
    public async Task A_line_says_who_did_what_with_before_and_after()
    {
        await AddAsync("质量");
        await using (var db = database.OpenSystem(_org))
        {
            var role = await db.Set<Role>().SingleAsync(x => x.Name == "质量");
            role.Name = "质量负责人";
            db.Record(Added, role);
            await db.SaveChangesAsync();
        }
        await using var read = database.OpenSystem(_org);
        var lines = await read.Set<AuditEntry>().OrderBy(x => x.Sequence).ToListAsync();
        lines.Select(x => x.Sequence).Should().Equal(1, 2);
        AuditPending.Parse(lines[0].Changes).Should().Contain(new FieldChange("Name", null, "质量")).And.Contain(new FieldChange("Permissions", null, "a.b"));
        AuditPending.Parse(lines[1].Changes).Should().Equal(new FieldChange("Name", "质量", "质量负责人"));
        lines[1].ObjectName.Should().Be("质量负责人");
        lines[0].Note.Should().Be("原因");
        (await VerifyAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_change_that_fails_leaves_no_line()
    {
        await AddAsync("重名");
        var again = () => AddAsync("重名");
        await again.Should().ThrowAsync<DbUpdateException>();
        await using var db = database.OpenSystem(_org);
        (await db.Set<AuditEntry>().CountAsync()).Should().Be(1);
        (await VerifyAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_secret_field_shows_only_that_it_changed()
    {
        await using var db = database.OpenSystem(_org);
        var user = new User { SignInName = "a" + _org, Name = "甲", PasswordHash = "top-secret-hash", CreatedAt = database.Time.UtcNow() };
        db.Add(user);
        db.Record(Added, user);
        await db.SaveChangesAsync();
        var changes = await db.Set<AuditEntry>().Select(x => x.Changes!).SingleAsync();
        changes.Should().NotContain("top-secret-hash").And.Contain("PasswordHash");
    }

    [Fact]
    public async Task Parallel_writers_of_one_enterprise_form_one_chain()
    {
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => AddAsync($"角色{i}")));
        await using var db = database.OpenSystem(_org);
        (await db.Set<AuditEntry>().OrderBy(x => x.Sequence).Select(x => x.Sequence).ToListAsync()).Should().Equal(Enumerable.Range(1, 40).Select(i => (long)i));
        (await VerifyAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Several_saves_in_one_transaction_are_chained_once_and_rolled_back_together()
    {
        await using (var db = database.OpenSystem(_org))
            await db.InTransactionAsync(async () =>
            {
                foreach (var name in new[] { "一", "二" })
                {
                    var role = new Role { Name = name, Permissions = [] };
                    db.Add(role);
                    db.Record(Added, role);
                    await db.SaveChangesAsync();
                }
            });
        await using (var db = database.OpenSystem(_org))
        {
            var failing = () => db.InTransactionAsync(async () =>
            {
                var role = new Role { Name = "三", Permissions = [] };
                db.Add(role);
                db.Record(Added, role);
                await db.SaveChangesAsync();
                throw new InvalidOperationException("Boom.");
            });
            await failing.Should().ThrowAsync<InvalidOperationException>();
        }
        await using var read = database.OpenSystem(_org);
        (await read.Set<AuditEntry>().CountAsync()).Should().Be(2);
        (await read.Set<Role>().CountAsync()).Should().Be(2);
        (await VerifyAsync()).Should().BeEmpty();
    }

    [Theory]
    [PostgreSqlOnly("tampers by hand")]
    [InlineData("""UPDATE platform."AuditEntries" SET "ActorName" = 'x'""")]
    [InlineData("""DELETE FROM platform."AuditEntries" """)]
    [InlineData("""TRUNCATE platform."AuditEntries" """)]
    public async Task The_database_itself_refuses_to_change_a_line(string sql)
    {
        await AddAsync("留痕");
        var tamper = () => TestServer.RunAsync(database.ConnectionString, sql);
        (await tamper.Should().ThrowAsync<PostgresException>()).WithMessage("*append-only*");
    }

    [Theory]
    [PostgreSqlOnly("tampers by hand")]
    [InlineData("""UPDATE platform."AuditEntries" SET "ActorName" = '别人' WHERE "OrgId" = {0} AND "Sequence" = 2""", 2, "第 2 条内容被改动")]
    [InlineData("""UPDATE platform."AuditEntries" SET "At" = "At" + interval '1 microsecond' WHERE "OrgId" = {0} AND "Sequence" = 3""", 3, "第 3 条内容被改动")]
    [InlineData("""DELETE FROM platform."AuditEntries" WHERE "OrgId" = {0} AND "Sequence" = 2""", 2, "第 2 至 2 条缺失")]
    [InlineData("""DELETE FROM platform."AuditEntries" WHERE "OrgId" = {0} AND "Sequence" = 3""", 3, "第 3 至 3 条缺失")]
    [InlineData("""UPDATE platform."AuditEntries" SET "OrgId" = 999999 WHERE "OrgId" = {0} AND "Sequence" = 1""", 1, "第 1 至 1 条缺失")]
    public async Task Verify_finds_a_changed_or_removed_line(string sql, long at, string what)
    {
        for (var i = 0; i < 3; i++)
            await AddAsync($"角色{i}");
        await TamperAsync(string.Format(sql, _org));
        (await VerifyAsync()).Should().Contain(new AuditBreak(at, what));
    }
}
