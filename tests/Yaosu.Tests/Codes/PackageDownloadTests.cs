using Microsoft.EntityFrameworkCore;
using Yaosu.Codes;
using Yaosu.Codes.Merchants;
using Yaosu.Codes.Packages;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Notifications;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Codes;

/// <summary>What people fetch of a package, and what the log says of it.</summary>
public sealed class PackageDownloadTests(TestDatabase database) : CodesTest(database)
{
    [Fact]
    public async Task Without_links_and_running_numbers_the_file_says_neither()
    {
        var id = await World.MadeAsync(Main, CodesWorld.Digits(Merchant.Id, 2, 3) with { Linked = false, Numbered = false, Codes = new CodesWanted.Quick(CodeAlphabet.Mixed, 16) });
        var lines = await World.LinesAsync(Main, id);
        lines.Should().HaveCount(8).And.OnlyContain(x => x.Length == 3 && x[1].Length == 16);
        var answer = (await World.LookUp.RunAsync(Main, lines[0][1])).Value;
        (answer.LevelName, answer.Parent, answer.Children, answer.RunningNumber, answer.Linked).Should().Be(("外包装码", null, 0L, null, false));
    }

    [Fact]
    public async Task Any_part_of_the_file_is_what_the_whole_has_there()
    {
        var id = await World.MadeAsync(Main, CodesWorld.Digits(Merchant.Id, 300, 3, 7));
        await using var stream = (await World.Download.OpenAsync(Main, id, isBeginning: true)).Value.Text;
        using var whole = new MemoryStream();
        await stream.CopyToAsync(whole);
        var bytes = whole.ToArray();
        bytes.Should().HaveCount((int)stream.Length);
        bytes[..3].Should().Equal(0xEF, 0xBB, 0xBF);
        var random = new Random(7);
        for (var i = 0; i < 200; i++)
        {
            var (from, many) = (random.Next(bytes.Length), random.Next(1, 5000));
            var part = new byte[many];
            stream.Position = from;
            var read = await stream.ReadAsync(part);
            part[..read].Should().Equal(bytes[from..Math.Min(bytes.Length, from + many)]);
        }
        stream.Seek(0, SeekOrigin.End).Should().Be(bytes.Length);
        (await stream.ReadAsync(new byte[1])).Should().Be(0);
    }

    [Fact]
    public async Task Who_made_and_who_fetched_a_package_stands_in_the_log_once()
    {
        var id = await World.MadeAsync(Main, CodesWorld.Digits(Merchant.Id, 10));
        await using (var first = (await World.Download.OpenAsync(Main, id, isBeginning: true)).Value.Text)
        await using (var rest = (await World.Download.OpenAsync(Main, id, isBeginning: false)).Value.Text)
            first.Length.Should().Be(rest.Length);
        await using var db = Database.OpenSystem(Main.OrgId);
        (await db.Set<AuditEntry>().Where(x => x.ObjectId == id && x.ObjectType == nameof(CodePackage)).OrderBy(x => x.Sequence).Select(x => x.Action).ToListAsync())
            .Should().Equal(CodesActions.PackageRequested.Code, CodesActions.PackageReady.Code, CodesActions.PackageDownloaded.Code);
        (await db.Set<Notification>().SingleAsync(x => x.Title == "码包已生成")).Text.Should().Contain("10 个码");
    }

    [Fact]
    public async Task Whoever_fetches_a_part_without_its_beginning_stands_in_the_log_too()
    {
        var id = await World.MadeAsync(Main, CodesWorld.Digits(Merchant.Id, 10));
        for (var i = 0; i < 2; i++)
            await (await World.Download.OpenAsync(Main, id, isBeginning: false)).Value.Text.DisposeAsync();
        (await DownloadsAsync()).Should().Be(1);
        await (await World.Download.OpenAsync(Main, id, isBeginning: true)).Value.Text.DisposeAsync();
        (await DownloadsAsync()).Should().Be(2);
        (await World.Download.OpenAsync(Main with { ViewingAs = "查看" }, id, isBeginning: false)).Refusal.Should().Be(Actor.OnlyViewing);

        async Task<int> DownloadsAsync()
        {
            await using var db = Database.OpenSystem(Main.OrgId);
            return await db.Set<AuditEntry>().CountAsync(x => x.ObjectId == id && x.Action == CodesActions.PackageDownloaded.Code);
        }
    }
}
