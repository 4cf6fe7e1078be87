using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Yaosu.Orgs;
using Yaosu.Orgs.Enterprises;
using Yaosu.Orgs.Onboarding;
using Yaosu.Orgs.Papers;
using Yaosu.Orgs.Stores;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Files;
using Yaosu.Platform.Imports;
using Yaosu.Platform.Notifications;
using Yaosu.Platform.Paging;
using Yaosu.Platform.Sms;
using Yaosu.Tests.Platform.Imports;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Orgs.Stores;

public sealed class StoresTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Header = "门店名称,统一社会信用代码,地址,负责人,手机号\n";

    private static int _made;

    private readonly QueueSms _sms = new(new EphemeralDataProtectionProvider(), Options.Create(new SmsOptions()));

    [Fact]
    public async Task Lines_become_applications_and_approved_ones_stores_of_the_headquarters()
    {
        var (chain, main, wang) = await WorldAsync();
        await using var bench = await StartAsync(main);
        var (one, two) = (Line(), Line());
        var file = await bench.UploadAsync(main, Header + one.Text + two.Text);
        (await bench.Get<CheckImport>().RunAsync(main, StoresImport.ImportCode, file)).Value.Bad.Should().Be(0);
        var stores = new MyStores(database.Databases);
        (await stores.RunAsync(main, null, null, new PageRequest())).Value.Rows.Should().BeEmpty("a dry run writes nothing");
        var job = (await bench.Get<StartImport>().RunAsync(main, StoresImport.ImportCode, file, false)).Value;
        (await bench.WhenOverAsync(main, job)).IsOver.Should().BeTrue();
        var rows = (await stores.RunAsync(main, null, JoinState.Waiting, new PageRequest())).Value.Rows;
        rows.Should().HaveCount(2);

        var desk = Desk();
        var several = (await desk.SeveralAsync(wang, [.. rows.Select(row => row.Id)], null)).Value;
        several.Should().Match<ReviewJoining.Several>(x => x.Done == 2 && x.Failed.Count == 0);
        (await desk.SeveralAsync(wang, [rows[0].Id], null)).Value.Failed.Should().ContainSingle().Which.Should().Contain(rows[0].Name);
        (await stores.RunAsync(main, one.Code, JoinState.Approved, new PageRequest())).Value.Rows.Should().ContainSingle();
        await using var platform = database.Databases.OpenPlatform();
        (await platform.Set<Org>().CountAsync(x => x.HeadquartersId == chain && x.Kind == OrgKind.Store)).Should().Be(2);
        (await desk.FindAsync(wang, rows[0].Id)).Value.Headquarters.Should().NotBeNullOrEmpty();
        var opened = (await platform.Set<Org>().SingleAsync(x => x.CreditCode == one.Code)).Id;
        (await new EnterpriseList(database.Databases, new(database.Databases, [])).FindAsync(wang, opened)).Value.Headquarters.Should().NotBeNullOrEmpty();
        await using var own = database.OpenSystem(chain);
        (await own.Set<AuditEntry>().CountAsync(x => x.Action == OrgsActions.JoinSubmitted.Code)).Should().Be(2);
    }

    [Fact]
    public async Task What_is_wrong_or_there_already_is_told_by_line_and_column()
    {
        var (chain, main, _) = await WorldAsync();
        await using var bench = await StartAsync(main);
        var (waiting, open) = (Line(), Line());
        await using (var db = database.OpenSystem(chain))
        {
            db.Add(new JoinApplication { Kind = OrgKind.Store, CreditCode = waiting.Code, Mobile = "13600000000", State = JoinState.Waiting, CreatedAt = database.Time.UtcNow() });
            db.Add(new Org { Name = "已开通门店", Kind = OrgKind.Store, CreditCode = open.Code, CreatedAt = database.Time.UtcNow() });
            await db.SaveChangesAsync();
        }
        var good = Line();
        var wrong = good.Code[..17] + (good.Code[17] == '0' ? '1' : '0');
        var other = Line();
        var file = await bench.UploadAsync(main, Header + waiting.Text + open.Text + good.Text + $"重复,{good.Code.ToLowerInvariant()},路,人,13600000001\n" + $"错码,{wrong},路,人,13600000002\n" + $"重号,{other.Code},路,人,{good.Phone}\n" + "缺,,,,\n");
        var report = (await bench.Get<CheckImport>().RunAsync(main, StoresImport.ImportCode, file)).Value;
        report.Faults.Select(fault => $"{fault.Line} {fault.Column}").Should().BeEquivalentTo(
            "2 统一社会信用代码", "3 统一社会信用代码", "5 统一社会信用代码", "6 统一社会信用代码", "7 手机号", "8 统一社会信用代码", "8 地址", "8 负责人", "8 手机号");
        report.Good.Should().Be(1);
    }

    [Fact]
    public async Task Only_a_headquarters_has_stores_and_sees_its_own_alone()
    {
        var (_, main, wang) = await WorldAsync();
        var plain = await OrgsWorld.OpenAsync(database);
        var other = await plain.SignedInAsync(plain.MainName);
        var stores = new MyStores(database.Databases);
        (await stores.RunAsync(other, null, null, new PageRequest())).Refusal!.Code.Should().Be("access.denied");
        (await stores.RunAsync(main, null, null, new PageRequest())).IsDone.Should().BeTrue();
        (await Desk().SeveralAsync(main, [1], null)).Refusal!.Code.Should().Be("access.denied");
        (await Desk().SeveralAsync(wang, [.. Enumerable.Range(1, 101).Select(i => (long)i)], null)).Refusal.Should().Be(OrgsRefusals.JoinTooManyAtOnce);
        plain.Tree.Of(forOperators: false).SelectMany(section => section.Pages).SelectMany(page => page.Permissions).Should().NotContain(OrgsPermissions.ViewStores);
        plain.Tree.Of(forOperators: false, forHeadquarters: true).SelectMany(section => section.Pages).SelectMany(page => page.Permissions).Should().Contain(OrgsPermissions.ViewStores);
    }

    [Fact]
    public async Task A_rejected_store_is_told_to_its_headquarters_and_stays_a_store()
    {
        var (chain, main, wang) = await WorldAsync();
        var line = Line();
        await using (var db = database.OpenSystem(chain))
        {
            db.Add(new JoinApplication { Kind = OrgKind.Store, CreditCode = line.Code, Name = "被驳门店", Mobile = line.Phone, State = JoinState.Waiting, CreatedAt = database.Time.UtcNow(), SubmittedAt = database.Time.UtcNow(), HeadquartersId = chain });
            await db.SaveChangesAsync();
        }
        var row = (await new MyStores(database.Databases).RunAsync(main, null, null, new PageRequest())).Value.Rows.Single();
        (await Desk().SeveralAsync(wang, [row.Id], "地址不完整")).Value.Done.Should().Be(1);
        await using var after = database.OpenSystem(chain);
        (await after.Set<Notification>().CountAsync(x => x.UserId == main.UserId && x.Title == "门店入驻未通过")).Should().Be(1);
        var joining = new MyJoining(database.Databases, Files(), new(database.Databases));
        (await joining.SaveAsync(line.Phone, new(OrgKind.Wholesaler, line.Code, "被驳门店", "示例路 1 号", "示例·法人", "示例·店长", line.Code))).Refusal.Should().Be(OrgsRefusals.StoreStaysStore);
    }

    private async Task<(long Chain, Actor Main, Actor Wang)> WorldAsync()
    {
        var chain = await OrgsWorld.OpenAsync(database, OrgKind.ChainHeadquarters);
        var platform = await OrgsWorld.OpenAsync(database, OrgKind.Platform);
        return (chain.OrgId, await chain.SignedInAsync(chain.MainName), await platform.SignedInAsync(platform.MainName));
    }

    private async Task<ImportBench> StartAsync(Actor main)
    {
        var people = new Yaosu.Tests.Platform.Exports.People();
        people.Now(main);
        return await ImportBench.StartAsync(database, people, new StoresImport(new(database.Databases)));
    }

    private ReviewJoining Desk() => new(database.Databases, _sms, new(database.Databases, Files()));

    private FileStore Files() => new(database.Databases, new([PlatformFiles.Purpose, QualificationFile.Purpose]), Options.Create(new FileStoreOptions { Folder = Path.GetTempPath() }), NullLogger<FileStore>.Instance);

    private static (string Code, string Phone, string Text) Line()
    {
        var number = Interlocked.Increment(ref _made);
        var first = $"91000000MEND{number:00000}";
        var (code, phone) = (first + CreditCode.CheckCharacter(first), $"135{number:00000000}");
        return (code, phone, $"示例门店{number},{code},示例路 {number} 号,示例·店长,{phone}\n");
    }
}
