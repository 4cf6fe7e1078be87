using Yaosu.Orgs;
using Yaosu.Orgs.People;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Orgs.People;

public sealed class DepartmentTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly SaveDepartment _save = new(database.Databases);

    [Fact]
    public async Task Units_form_a_tree_in_the_order_people_gave_them()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var main = await world.SignedInAsync(world.MainName);
        var quality = await AddAsync(main, "质量部", null);
        await AddAsync(main, "检验科", quality);
        await AddAsync(main, "验证科", quality);
        var market = await AddAsync(main, "市场部", null);
        (await new MoveDepartment(database.Databases).RunAsync(main, market, up: true)).IsDone.Should().BeTrue();
        (await new MoveDepartment(database.Databases).RunAsync(main, market, up: true)).IsDone.Should().BeTrue("the first one stays first");
        var tree = await new DepartmentQuery(database.Databases).RunAsync(main);
        tree.SelectMany(unit => unit.WithBelow()).Select(unit => (unit.Name, unit.Level)).Should().Equal(("市场部", 1), ("质量部", 1), ("检验科", 2), ("验证科", 2));
    }

    [Fact]
    public async Task A_unit_can_not_hang_below_itself()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var main = await world.SignedInAsync(world.MainName);
        var top = await AddAsync(main, "甲", null);
        var middle = await AddAsync(main, "乙", top);
        var bottom = await AddAsync(main, "丙", middle);
        (await _save.RunAsync(main, new(top, 0, "甲", bottom))).Refusal.Should().Be(OrgsRefusals.DepartmentBelowItself);
        (await _save.RunAsync(main, new(top, 0, "甲", top))).Refusal.Should().Be(OrgsRefusals.DepartmentBelowItself);
    }

    [Fact]
    public async Task Two_who_hang_units_below_each_other_at_once_make_no_circle()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var main = await world.SignedInAsync(world.MainName);
        var (one, two) = (await AddAsync(main, "一", null), await AddAsync(main, "二", null));
        var both = await Task.WhenAll(_save.RunAsync(main, new(one, 0, "一", two)), _save.RunAsync(main, new(two, 0, "二", one)));
        both.Count(outcome => outcome.IsDone).Should().Be(1);
        (await new DepartmentQuery(database.Databases).RunAsync(main)).SelectMany(unit => unit.WithBelow()).Should().HaveCount(2);
    }

    [Fact]
    public async Task Names_are_unlike_among_brothers_also_at_the_top_and_a_tree_has_ten_levels()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var main = await world.SignedInAsync(world.MainName);
        long? parent = await AddAsync(main, "第1级", null);
        (await _save.RunAsync(main, new(null, 0, " 第1级 ", null))).Refusal.Should().Be(OrgsRefusals.DepartmentNameTaken);
        for (var level = 2; level <= 10; level++)
            parent = await AddAsync(main, $"第{level}级", parent);
        (await _save.RunAsync(main, new(null, 0, "第11级", parent))).Refusal.Should().Be(OrgsRefusals.DepartmentTooDeep);
        (await _save.RunAsync(main, new(null, 0, "", null))).Refusal.Should().Be(OrgsRefusals.DepartmentNameRequired);
    }

    [Fact]
    public async Task A_unit_with_people_or_units_stays_and_an_empty_one_goes()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var main = await world.SignedInAsync(world.MainName);
        await world.AddUserAsync();
        var delete = new DeleteDepartment(database.Databases);
        (await delete.RunAsync(main, await world.UnitAsync())).Refusal!.Text.Should().Contain("1 名人员");
        var parent = await AddAsync(main, "上级", null);
        var child = await AddAsync(main, "下级", parent);
        (await delete.RunAsync(main, parent)).Refusal.Should().Be(OrgsRefusals.DepartmentHasChildren);
        (await delete.RunAsync(main, child)).IsDone.Should().BeTrue();
        (await delete.RunAsync(main, parent)).IsDone.Should().BeTrue();
    }

    private async Task<long> AddAsync(Actor actor, string name, long? parent)
    {
        var added = await _save.RunAsync(actor, new(null, 0, name, parent));
        added.Refusals.Should().BeEmpty();
        return added.Value;
    }
}
