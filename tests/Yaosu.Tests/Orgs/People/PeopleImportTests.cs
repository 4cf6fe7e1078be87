using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.People;
using Yaosu.Platform.Imports;
using Yaosu.Tests.Platform.Imports;
using Yaosu.Tests.Support;
using PeopleImport = Yaosu.Orgs.People.PeopleImport;

namespace Yaosu.Tests.Orgs.People;

public sealed class PeopleImportTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Header = "真实姓名,登录账号,所属机构,角色,手机号,初始密码\n";

    [Fact]
    public async Task Good_lines_become_accounts_that_sign_in_and_must_change_their_password()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var main = await world.SignedInAsync(world.MainName);
        await world.UnitAsync();
        await using var bench = await StartAsync(world, main);
        var file = await bench.UploadAsync(main, $"{Header}示例·甲,import_a{world.OrgId},综合部,质量负责人、市场,13800000001,{OrgsWorld.Password}\n示例·乙,import_b{world.OrgId},综合部,商务,,\n");
        (await bench.Get<CheckImport>().RunAsync(main, PeopleImport.ImportCode, file)).Value.Bad.Should().Be(0);
        var job = (await bench.Get<StartImport>().RunAsync(main, PeopleImport.ImportCode, file, false)).Value;
        (await bench.WhenOverAsync(main, job)).IsOver.Should().BeTrue();

        var actor = await world.SignedInAsync($"import_a{world.OrgId}");
        actor.MustChangePassword.Should().BeTrue();
        await using var db = database.OpenSystem(world.OrgId);
        (await db.Set<User>().CountAsync()).Should().Be(3);
    }

    [Fact]
    public async Task What_is_wrong_is_told_by_line_and_column()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var main = await world.SignedInAsync(world.MainName);
        var taken = await world.AddUserAsync();
        var parent = (await new SaveDepartment(database.Databases).RunAsync(main, new(null, 0, "质量部", null))).Value;
        await new SaveDepartment(database.Databases).RunAsync(main, new(null, 0, "综合部", parent));
        foreach (var above in new[] { parent, await world.UnitAsync() })
            await new SaveDepartment(database.Databases).RunAsync(main, new(null, 0, "检验科", above));
        await using var bench = await StartAsync(world, main);
        var file = await bench.UploadAsync(main, $"{Header}甲,{taken},质量部,市场,,\n乙,import_ok1,检验科,市场,,\n丙,import_ok2,无此部,无此角色,,\n丁,短,质量部/综合部,市场,,\n戊,import_ok3,质量部,市场,123,12345678\n己,import_ok4,综合部,市场,,\n");
        var report = (await bench.Get<CheckImport>().RunAsync(main, PeopleImport.ImportCode, file)).Value;
        report.Faults.Select(fault => $"{fault.Line} {fault.Column}").Should().BeEquivalentTo("2 登录账号", "3 所属机构", "4 所属机构", "4 角色", "5 登录账号", "6 手机号");
        report.Good.Should().Be(1, "a unit at the top is named by its name, whatever is called so below");
    }

    private async Task<ImportBench> StartAsync(OrgsWorld world, Actor main)
    {
        var people = new Yaosu.Tests.Platform.Exports.People();
        people.Now(main);
        return await ImportBench.StartAsync(database, people, new PeopleImport(world.Tree));
    }
}
