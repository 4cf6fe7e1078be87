using Yaosu.Orgs;
using Yaosu.Orgs.SignIn;
using Yaosu.Orgs.SignInLog;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Orgs.SignInLog;

public sealed class SignInLogTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

    [Fact]
    public async Task Sign_ins_and_failed_ones_stand_there_and_nothing_else()
    {
        var (world, main) = await OpenAsync();
        var rows = (await Log.RunAsync(main, new(), new())).Value.Rows;
        rows.Select(x => x.Action).Should().Equal(OrgsActions.SignedIn.Code, OrgsActions.SignInFailed.Code);
        rows[1].Should().BeEquivalentTo(new { Person = "主账号", Note = "密码；Chrome（Windows）；密码不正确", Address = "10.0.0.9" });
        (await Log.RunAsync(main, new(Person: "没有这个人"), new())).Value.Total.Should().Be(0);
        world.OrgId.Should().Be(main.OrgId);
    }

    [Fact]
    public async Task It_is_filtered_by_outcome_method_and_address()
    {
        var (_, main) = await OpenAsync();
        (await Log.RunAsync(main, new(Action: OrgsActions.SignInFailed.Code), new())).Value.Total.Should().Be(1);
        (await Log.RunAsync(main, new(Method: SignInMethod.Password), new())).Value.Total.Should().Be(2);
        (await Log.RunAsync(main, new(Method: SignInMethod.Sms), new())).Value.Total.Should().Be(0);
        (await Log.RunAsync(main, new(Address: "10.0.0.9"), new())).Value.Total.Should().Be(1);
        (await Log.RunAsync(main, new(Action: OrgsActions.ProfileChanged.Code), new())).Value.Total.Should().Be(0, "other acts are not of this log");
    }

    [Fact]
    public async Task Without_the_right_it_is_refused()
    {
        var (world, _) = await OpenAsync();
        (await Log.RunAsync(await world.SignedInAsync(await world.AddUserAsync()), new(), new())).Refusal!.Code.Should().Be("access.denied");
    }

    [Theory]
    [InlineData("密码；Chrome（Windows）", "密码", "Chrome（Windows）", null)]
    [InlineData("短信验证码；未知设备；验证码不正确", "短信验证码", "未知设备", "验证码不正确")]
    [InlineData("还剩 9 个", null, null, "还剩 9 个")]
    [InlineData("Chrome（Windows）；10.0.0.7", null, null, "Chrome（Windows）；10.0.0.7")]
    [InlineData(null, null, null, null)]
    public void A_note_is_read_back_as_it_was_written(string? note, string? method, string? device, string? more) => SignInNotes.Read(note).Should().Be((method, device, more));

    private SignInLogQuery Log => new(database.Databases);

    private async Task<(OrgsWorld World, Actor Main)> OpenAsync()
    {
        var world = await OrgsWorld.OpenAsync(database);
        await world.SignIn.RunAsync(world.MainName, "wrong password", "10.0.0.9", Chrome);
        return (world, await world.SignedInAsync(world.MainName));
    }
}
