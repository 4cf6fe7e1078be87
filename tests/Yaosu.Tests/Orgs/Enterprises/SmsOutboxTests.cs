using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Yaosu.Orgs.Enterprises;
using Yaosu.Platform.Paging;
using Yaosu.Platform.Sms;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Orgs.Enterprises;

public sealed class SmsOutboxTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly SmsKind Kind = new("orgs.sample", "样例短信", "内容是 {text}。", TimeSpan.FromMinutes(5));

    [Fact]
    public async Task Operators_see_messages_of_every_enterprise_with_masked_numbers_and_nobody_else_does()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var platform = await OrgsWorld.OpenAsync(database, OrgKind.Platform);
        await using (var db = database.OpenSystem(world.OrgId))
        {
            var queue = new QueueSms(new EphemeralDataProtectionProvider(), Options.Create(new SmsOptions()));
            (await queue.AddAsync(db, Kind, MobileNumber.Parse("13800000000").Value, new Dictionary<string, string> { ["text"] = "一" })).IsDone.Should().BeTrue();
            await db.SaveChangesAsync();
        }
        var wang = await platform.SignedInAsync(platform.MainName);
        (await ListOf(SmsProvider.Local).RunAsync(wang, SmsState.Waiting, new PageRequest())).Value.Rows.Should().ContainSingle()
            .Which.Should().Match<SmsRow>(x => x.MaskedNumber == "138****0000" && x.Kind == "样例短信" && x.OrgId == world.OrgId);
        (await ListOf(SmsProvider.Http).RunAsync(wang, null, new PageRequest())).Refusal.Should().Be(SmsRefusals.NotKeptHere);
        (await ListOf(SmsProvider.Local).RunAsync(await world.SignedInAsync(world.MainName), null, new PageRequest())).Refusal!.Code.Should().Be("access.denied");
    }

    private SmsOutboxList ListOf(SmsProvider provider) => new(database.Databases, [Kind], Options.Create(new SmsOptions { Provider = provider }));
}
