using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yaosu.Benchmarks.Circuits;
using Yaosu.Demo.Scenes;
using Yaosu.Orgs;
using Yaosu.Orgs.Access;
using Yaosu.Orgs.ApiKeys;
using Yaosu.Orgs.AuditLog;
using Yaosu.Orgs.Enterprises;
using Yaosu.Orgs.People;
using Yaosu.Platform.Background;
using Yaosu.Platform.Exports;
using Yaosu.Platform.Files;
using Yaosu.Platform.Jobs;
using Yaosu.Platform.Notifications;
using Yaosu.Server;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Hosting;

/// <summary>What holds when a second host is added.</summary>
public sealed class TwoNodesTests(TwoNodes nodes) : IClassFixture<TwoNodes>
{
    [Fact]
    public async Task Of_two_hosts_that_start_on_an_empty_database_one_fills_it()
    {
        nodes.Nodes.Count(node => node.Output.Contains("演示账号：")).Should().Be(1, "the passwords stand beside the one that made them");
        await using var platform = nodes.Databases.OpenPlatform();
        (await platform.Set<Org>().CountAsync(x => x.Name == DrugMakerAtWork.Maker)).Should().Be(1);
    }

    [Fact]
    public async Task Who_signs_in_through_the_proxy_is_signed_in_on_both_nodes_and_signed_out_on_both()
    {
        using var visitor = await SignInAsync("zhiliang");
        LoopbackProxy.NodeOf(visitor).Should().NotBeNull();
        foreach (var node in nodes.Nodes)
            (await HomeOfAsync(visitor, node)).Should().Be(HttpStatusCode.OK);
        using (await visitor.GetAsync("/"))
        {
            // The form's token was made by one node and is good at the other.
            using var page = await visitor.GetAsync("/sign-in");
            var token = Visitor.TokenOf(await page.Content.ReadAsStringAsync());
            using var elsewhere = With(visitor, new(nodes.Nodes[1 - LoopbackProxy.NodeOf(visitor)!.Value].Address));
            using var signedOut = await elsewhere.PostAsync("/sign-out", ("__RequestVerificationToken", token));
            signedOut.StatusCode.Should().Be(HttpStatusCode.Redirect);
        }
        // The other node may remember the session for two seconds more.
        for (var tries = 0; await HomeOfAsync(visitor, nodes.Nodes[0]) == HttpStatusCode.OK || await HomeOfAsync(visitor, nodes.Nodes[1]) == HttpStatusCode.OK; tries++)
        {
            tries.Should().BeLessThan(100);
            await Task.Delay(100);
        }
    }

    [Fact]
    public async Task A_phone_on_one_node_lets_in_a_browser_on_the_other()
    {
        using var desktop = new Visitor(nodes.Nodes[0].Address);
        using var phone = new Visitor(nodes.Nodes[1].Address);
        using (await phone.SignInAsync("zhiliang", HostProcess.DemoPassword))
            phone.Cookies.Should().ContainKey("__Host-yaosu");
        var (id, html) = await QrSignInTests.AskAsync(desktop);
        var asking = await QrSignInTests.TextAsync(await phone.GetAsync($"/sign-in/qr/{id}"));
        (await QrSignInTests.TextAsync(await QrSignInTests.AnswerAsync(phone, id, asking, "confirm"))).Should().Contain("那台设备正在登录");
        using var signedIn = await QrSignInTests.FetchAsync(desktop, id, html);
        signedIn.Headers.Location!.ToString().Should().EndWith("/my/sessions");
    }

    [Fact]
    public async Task What_happens_on_one_node_shows_on_a_page_that_is_open_on_the_other()
    {
        using var visitor = await SignInAsync("yunshan");
        await using var page = await OpenPage.OpenAsync(visitor, "/", "企业动态", CancellationToken.None);
        var shown = page.ExpectAsync("演示·吴仓库");
        using var colleague = new Visitor(nodes.Nodes[1 - LoopbackProxy.NodeOf(visitor)!.Value].Address);
        using (var signedIn = await colleague.SignInAsync("cangku", HostProcess.DemoPassword))
            signedIn.StatusCode.Should().Be(HttpStatusCode.Redirect);
        await shown;
    }

    [Fact]
    public async Task Who_has_no_role_sees_whom_to_ask_and_the_console_opens_when_he_is_given_one()
    {
        const string Name = "without_role";
        long person, role;
        await using (var db = nodes.Databases.Open(Actor.System(nodes.Main.OrgId)))
        {
            role = await db.Set<Role>().OrderBy(x => x.Id).Select(x => x.Id).FirstAsync();
            var unit = await db.Set<Department>().OrderBy(x => x.Id).Select(x => x.Id).FirstAsync();
            person = (await new AddPerson(nodes.Databases, new(ProductModules.All)).RunAsync(db.Actor, new(Name, new("演示·无角色", null, null, null, unit, [role]), HostProcess.DemoPassword, HostProcess.DemoPassword, MustChangePassword: false))).Value.Id;
            await db.Set<UserRole>().Where(x => x.UserId == person).ExecuteDeleteAsync();
        }
        using var visitor = await SignInAsync(Name);
        await using var page = await OpenPage.OpenAsync(visitor, "/", "还没有为您分配角色", CancellationToken.None);
        var opened = page.ExpectAsync("主菜单");
        await using (var db = nodes.Databases.Open(Actor.System(nodes.Main.OrgId)))
        {
            db.Add(new UserRole { UserId = person, RoleId = role });
            await db.SaveChangesAsync();
        }
        await opened;
    }

    [Fact]
    public async Task Many_jobs_are_taken_by_both_nodes_and_each_by_one()
    {
        var jobs = new List<long>();
        for (var round = 0; jobs.Count == 0 || nodes.Nodes.Any(node => !jobs.Exists(job => HasTaken(node, job))); round++)
        {
            round.Should().BeLessThan(20, "both nodes look for work");
            List<long> asked = [];
            for (var i = 0; i < 20; i++)
                asked.Add(await AskAsync($"导出 {round}.{i}", upTo: 10));
            foreach (var job in asked)
                await DoneAsync(job);
            jobs.AddRange(asked);
        }

        foreach (var job in jobs)
        {
            // What a node says is read a little after it was said.
            while (nodes.Nodes.All(node => !HasTaken(node, job)))
                await Task.Delay(50);
            nodes.Nodes.Sum(node => node.Output.Count(line => IsTaken(line, job))).Should().Be(1);
        }
        await using var db = nodes.Databases.Open(nodes.Main);
        var files = await db.Set<Job>().Where(x => jobs.Contains(x.Id)).Select(x => x.ResultJson!).ToListAsync();
        var ids = files.Select(json => StoredJson.Read<ExportResult>(json).FileId).ToList();
        ids.Should().OnlyHaveUniqueItems();
        (await db.Set<StoredFile>().CountAsync(x => ids.Contains(x.Id) && x.State == StoredFileState.Stored)).Should().Be(jobs.Count);
    }

    [Fact]
    public async Task A_program_with_a_key_reads_changes_once_hears_problems_and_is_out_when_the_key_is_revoked()
    {
        var made = (await new SaveApiKey(nodes.Databases, new(ProductModules.All), new(nodes.Databases)).AddAsync(
            nodes.Main, new("两节点对接", null, new HashSet<string> { OrgsPermissions.ViewPeopleCode, OrgsPermissions.ManagePeopleCode }, []), 30)).Value;
        using var first = new HttpClient { BaseAddress = nodes.Nodes[0].Address };
        using var second = new HttpClient { BaseAddress = nodes.Nodes[1].Address };
        await IsProblemAsync(first.GetAsync("/api/v1/me"), HttpStatusCode.Unauthorized, "api.key-missing");
        foreach (var client in new[] { first, second })
            client.DefaultRequestHeaders.Authorization = new("Bearer", made.Secret);
        using (var me = await first.GetAsync("/api/v1/me"))
        {
            (await me.Content.ReadAsStringAsync()).Should().Contain("接口·两节点对接");
            me.Headers.Should().Contain(header => header.Key == "RateLimit-Remaining");
        }

        var name = $"接口部门{Guid.NewGuid():N}"[..20];
        await IsProblemAsync(first.PostAsJsonAsync("/api/v1/departments", new { name }), HttpStatusCode.BadRequest, "api.idempotency-key-missing");
        foreach (var client in new[] { first, second })
            client.DefaultRequestHeaders.Add("Idempotency-Key", name.GetHashCode(StringComparison.Ordinal).ToString("x8", CultureInfo.InvariantCulture));
        using var made1 = await first.PostAsJsonAsync("/api/v1/departments", new { name });
        using var made2 = await second.PostAsJsonAsync("/api/v1/departments", new { name });
        (made1.StatusCode, made2.StatusCode).Should().Be((HttpStatusCode.Created, HttpStatusCode.Created));
        (await made2.Content.ReadAsStringAsync()).Should().Be(await made1.Content.ReadAsStringAsync());
        await IsProblemAsync(first.PostAsJsonAsync("/api/v1/departments", new { name = "别的" }), HttpStatusCode.UnprocessableEntity, "api.idempotency-key-reused");
        (await NamesAsync(second)).Should().ContainSingle(x => x == name).And.OnlyHaveUniqueItems();

        await IsProblemAsync(first.GetAsync("/api/v1/departments?cursor=%21"), HttpStatusCode.BadRequest, "api.cursor-invalid");
        await IsProblemAsync(first.GetAsync("/api/v1/audit-entries"), HttpStatusCode.Forbidden, "access.denied");
        (await new RevokeApiKey(nodes.Databases).RunAsync(nodes.Main, made.Id)).IsDone.Should().BeTrue();
        await IsProblemAsync(second.GetAsync("/api/v1/me"), HttpStatusCode.Unauthorized, "api.key-revoked");
    }

    private static async Task<List<string>> NamesAsync(HttpClient client)
    {
        var names = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            using var page = JsonDocument.Parse(await client.GetStringAsync($"/api/v1/departments?limit=2&cursor={cursor}"));
            names.AddRange(page.RootElement.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString()!));
            cursor = page.RootElement.GetProperty("nextCursor").GetString();
        }
        return names;
    }

    private static async Task IsProblemAsync(Task<HttpResponseMessage> asked, HttpStatusCode status, string code)
    {
        using var answer = await asked;
        answer.StatusCode.Should().Be(status);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        problem.RootElement.GetProperty("code").GetString().Should().Be(code);
    }

    [Fact]
    public async Task When_a_node_is_killed_its_visitors_and_its_job_go_on_at_the_other()
    {
        await AddAuditLinesAsync();
        using var visitor = await SignInAsync("yunshan");
        var (job, victim) = await KillWhileExportingAsync(visitor);
        try
        {
            using (var home = await visitor.GetAsync("/"))
                home.StatusCode.Should().Be(HttpStatusCode.OK, "the other node knows the session");
            LoopbackProxy.NodeOf(visitor).Should().Be(1 - victim);
            await using (await OpenPage.OpenAsync(visitor, "/", "企业动态", CancellationToken.None))
                await DoneAsync(job);
            HasTaken(nodes.Nodes[1 - victim], job).Should().BeTrue();

            await using var db = nodes.Databases.Open(nodes.Main);
            var title = await db.Set<Job>().Where(x => x.Id == job).Select(x => x.Title).SingleAsync();
            (await db.Set<Notification>().CountAsync(x => x.Text.Contains(title))).Should().Be(1);
            (await db.Set<StoredFile>().CountAsync(x => x.Name == title + ".csv" && x.State == StoredFileState.Stored)).Should().Be(1);
        }
        finally
        {
            await nodes.RestartAsync(victim);
        }
    }

    /// <summary>Kills the visitor's node in the middle of an export. An export that the other node took, or that was over too soon, shows nothing: then again.</summary>
    private async Task<(long Job, int Victim)> KillWhileExportingAsync(Visitor visitor)
    {
        for (var tries = 0; tries < 30; tries++)
        {
            var job = await AskAsync($"被中断的导出 {tries}");
            while (await JobAsync(job) is { IsOver: false, ProgressDone: 0 })
                await Task.Delay(5);
            if (!HasTaken(nodes.Nodes[LoopbackProxy.NodeOf(visitor)!.Value], job))
            {
                await DoneAsync(job);
                continue;
            }
            var victim = LoopbackProxy.NodeOf(visitor)!.Value;
            await nodes.Nodes[victim].KillAsync();
            if (!(await JobAsync(job)).IsOver)
                return (job, victim);
            await nodes.RestartAsync(victim);
        }
        throw new InvalidOperationException("No export was still running when its node was killed.");
    }

    private async Task<Visitor> SignInAsync(string name)
    {
        var visitor = nodes.Visit();
        using var signedIn = await visitor.SignInAsync(name, HostProcess.DemoPassword);
        signedIn.StatusCode.Should().Be(HttpStatusCode.Redirect);
        return visitor;
    }

    private static async Task<HttpStatusCode> HomeOfAsync(Visitor visitor, HostProcess node)
    {
        using var direct = With(visitor, new(node.Address));
        using var home = await direct.GetAsync("/");
        return home.StatusCode;
    }

    private static Visitor With(Visitor cookies, Visitor visitor)
    {
        foreach (var (name, value) in cookies.Cookies)
            visitor.Cookies[name] = value;
        return visitor;
    }

    private async Task<long> AskAsync(string title, long? upTo = null)
    {
        await using var db = nodes.Databases.Open(nodes.Main);
        var job = db.Enqueue(ExportJob.JobKind, title, new ExportArguments(AuditLogExport.ExportCode, StoredJson.Write(new AuditLogFilter(UpTo: upTo)), ["sequence", "person", "action", "changes"], ExportFormat.Csv, title + ".csv"));
        await db.SaveChangesAsync();
        return job.Id;
    }

    private async Task<Job> JobAsync(long id)
    {
        await using var db = nodes.Databases.Open(nodes.Main);
        return await db.Set<Job>().AsNoTracking().SingleAsync(x => x.Id == id);
    }

    private async Task DoneAsync(long id)
    {
        using var over = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        Job job;
        while (!(job = await JobAsync(id)).IsOver)
            await Task.Delay(20, over.Token);
        job.State.Should().Be(JobState.Done, job.Error);
    }

    private static bool HasTaken(HostProcess node, long job) => node.Output.Any(line => IsTaken(line, job));

    private static bool IsTaken(string line, long job) => line.Contains(string.Create(CultureInfo.InvariantCulture, $"Job {job} of ")) && line.Contains(" taken, ");

    /// <summary>So many that an export can be interrupted; written past the chain, which nobody asks for here.</summary>
    private Task AddAuditLinesAsync() => TestServer.RunAsync(nodes.ConnectionString, $"""
        INSERT INTO platform."AuditEntries" ("OrgId", "Id", "Sequence", "At", "ActorKind", "ActorId", "ActorName", "Action", "ObjectType", "ObjectId", "ObjectName", "PreviousHash", "Hash")
        SELECT {nodes.Main.OrgId}, 1000000000 + i, 1000000 + i, now() - interval '30 days', 'Person', i, 'user ' || i, 'orgs.sign-in.done', 'User', i, md5(i::text), ''::bytea, ''::bytea FROM generate_series(1, 200000) i;
        UPDATE platform."AuditHeads" SET "Sequence" = 2000000 WHERE "OrgId" = {nodes.Main.OrgId}
        """);
}
