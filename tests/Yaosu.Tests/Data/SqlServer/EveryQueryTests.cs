using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Data.SqlServer;

/// <summary>Looks back over the whole run: no query was refused for SQL Server, and no query of the product went by without any test running it.</summary>
[Collection(LastOfTheRun.Name)]
public sealed class EveryQueryTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    /// <summary>Classes with queries that no test in this process runs yet, each with the reason. A name leaves this list with its test.</summary>
    private static readonly Dictionary<string, string> NotRunHere = new()
    {
        ["AuditLogExport"] = "runs as a job",
        ["CancelJob"] = "tests of jobs",
        ["CleanUp"] = "tests of jobs",
        ["DataProtectionKeys"] = "asked by hosts in processes of their own",
        ["BatchesOfTheMaker"] = "the demo world, seeded by hosts in processes of their own",
        ["DrugMakerAtWork"] = "the demo world, seeded by hosts in processes of their own",
        ["Examine"] = "runs in the doctor verb, a process of its own",
        ["ExportJob"] = "runs as a job",
        ["FirstStart"] = "asked by hosts in processes of their own",
        ["JobRun"] = "tests of jobs",
        ["JobRunner"] = "tests of jobs",
        ["Keyset"] = "runs as a job",
        ["NotificationFeed"] = "tests of notifications",
        ["PlatformAtWork"] = "the demo world, seeded by hosts in processes of their own",
        ["OutboxDispatcher"] = "tests of the outbox",
        ["RecurringRunner"] = "tests of jobs",
        ["RedeliverMessage"] = "tests of the outbox",
        ["RetryJob"] = "tests of jobs",
        ["SignInLogExport"] = "runs as a job",
    };

    [Fact]
    public void No_query_of_this_run_was_refused_for_SQL_Server() => QueryMirror.Failures.Should().BeEmpty();

    /// <summary>When only some tests were asked for, only they can be judged.</summary>
    [Fact]
    public void Every_query_of_the_product_was_run_and_so_tried_on_SQL_Server()
    {
        if (!RunRecord.IsWholeRun)
            return;
        var missing = QueryCallSites.NotReached(QueryCallSites.ProductAssemblies()).Where(site => !NotRunHere.ContainsKey(site.Split(' ', '.')[2])).ToList();
        string.Join('\n', missing).Should().BeEmpty("each query needs a test that runs it, on PostgreSQL, which tries it on SQL Server too");
    }

    [Fact]
    public void The_product_has_queries_and_they_are_seen()
    {
        var methods = QueryCallSites.ProductAssemblies().SelectMany(QueryCallSites.CallsIn).Select(call => call.Method.DeclaringType!.FullName).ToList();
        methods.Should().Contain(name => name!.Contains("AuditChain+<AppendAsync>")).And.Contain(name => name!.Contains("PagingQueries+<ToPageAsync>"));
    }

    [Fact]
    public async Task A_query_that_nobody_ran_is_named_and_one_that_was_run_is_not()
    {
        await using var db = database.OpenSystem(1);
        await RunAsync(db, false);
        var missing = QueryCallSites.NotReached([typeof(EveryQueryTests).Assembly]).Where(site => site.EndsWith(" EveryQueryTests.RunAsync", StringComparison.Ordinal));
        missing.Should().ContainSingle().Which.Should().StartWith($"EveryQueryTests.cs:{_line} ");
    }

    private static int _line;

    private static async Task RunAsync(AppDb db, bool all)
    {
        await db.Set<AuditEntry>().CountAsync();
        _line = Line() + 2;
        if (all)
            await db.Set<AuditEntry>().Where(x => x.Id == 1).ToListAsync();
        await foreach (var head in db.Set<AuditHead>().AsAsyncEnumerable())
            head.OrgId.Should().Be(1);
    }

    private static int Line([CallerLineNumber] int line = 0) => line;
}
