using System.Globalization;
using System.Linq.Expressions;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Yaosu.Orgs.Enterprises;
using Yaosu.Orgs.Stores;
using Yaosu.Platform.Access;
using Yaosu.Tests.Support;
using Yaosu.Tests.Ui.Kit;

namespace Yaosu.Tests.Orgs.Stores;

public sealed class StoresFieldTests : KitContext, IClassFixture<TestDatabase>
{
    private static long _chains = 70_000;

    private readonly TestDatabase _database;
    private readonly long _chain = Interlocked.Add(ref _chains, 5_000);
    private readonly Sitting _sitting;
    private readonly Form _form = new();

    public StoresFieldTests(TestDatabase database)
    {
        _database = database;
        _sitting = new(new() { Kind = ActorKind.Person, OrgId = _chain, UserId = 1, Name = "示例·郑总部", IsMain = true, IsHeadquarters = true });
        Services.AddSingleton<ICurrentActor>(_sitting);
        Services.AddSingleton(database.Databases);
        Services.AddSingleton<FindStores>();
    }

    [Fact]
    public async Task All_stores_need_no_list()
    {
        await OpenStoresAsync(3);
        var field = Show(StoreChoice.Everything, mayGiveAll: true);
        field.FindAll("input[type=search], .hits li").Should().BeEmpty();
        field.FindAll("input[type=radio]")[1].Change(true);
        _form.Stores.Should().Be(StoreChoice.Of([]));
        field.WaitForAssertion(() => field.FindAll(".hits li").Should().HaveCount(3));
    }

    [Fact]
    public async Task Of_two_thousand_stores_the_first_are_listed_and_the_others_found_by_typing()
    {
        await OpenStoresAsync(2_000);
        var field = Show(StoreChoice.Of([Store(7), Store(1_999)]), mayGiveAll: true);
        field.WaitForAssertion(() => field.FindAll(".hits li").Should().HaveCount(FindStores.MostHits));
        field.FindAll(".chip").Select(chip => chip.TextContent.Trim()).Should().BeEquivalentTo("示例门店0007", "示例门店1999");
        field.Find("[role=status]").TextContent.Should().Contain("2,000").And.Contain("已选 2 家");

        var search = field.Find("input[type=search]");
        search.GetAttribute("form").Should().NotBeNullOrEmpty("Enter in it must not save the person");
        search.Input("门店1234"); // A number alone may stand in somebody's credit code.
        // When the pause after typing begins is the circuit's affair.
        for (var i = 0; i < 300 && field.FindAll(".hits li").Count != 1; i++)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(50);
        }
        field.FindAll(".hits li").Should().ContainSingle();
        field.Find(".hits input").Change(true);
        _form.Stores.Should().Be(StoreChoice.Of([Store(7), Store(1_234), Store(1_999)]));
    }

    [Fact]
    public async Task A_chosen_store_is_taken_back_by_its_chip()
    {
        await OpenStoresAsync(2);
        var field = Show(StoreChoice.Of([Store(0), Store(1)]), mayGiveAll: true);
        field.WaitForAssertion(() => field.FindAll(".hits input").Should().HaveCount(2));
        await field.InvokeAsync(() => field.Find("button[aria-label=移除示例门店0000]").Click());
        _form.Stores.Should().Be(StoreChoice.Of([Store(1)]));
        field.WaitForAssertion(() => field.FindAll(".hits input").Select(box => box.HasAttribute("checked")).Should().Equal(false, true));
    }

    [Fact]
    public async Task Who_manages_some_chooses_among_them_and_can_not_touch_all()
    {
        await OpenStoresAsync(4);
        _sitting.Actor = _sitting.Actor with { IsMain = false, Permissions = new HashSet<string> { Yaosu.Orgs.OrgsPermissions.ViewPeopleCode }, Stores = new HashSet<long> { Store(1), Store(2) } };
        var field = Show(StoreChoice.Of([]), mayGiveAll: false, beyond: 3);
        field.WaitForAssertion(() => field.FindAll(".hits li").Should().HaveCount(2));
        field.FindAll("input[type=radio]")[0].HasAttribute("disabled").Should().BeTrue();
        field.Markup.Should().Contain("另有 3 家您不管理的门店");
        var closed = Show(StoreChoice.Everything, mayGiveAll: false);
        closed.FindAll("input[type=radio]").Should().OnlyContain(radio => radio.HasAttribute("disabled"));
        closed.Markup.Should().Contain("您只管理部分门店，不能改动");
    }

    private IRenderedComponent<StoresField> Show(StoreChoice stores, bool mayGiveAll, int beyond = 0)
    {
        _form.Stores = stores;
        IRenderedComponent<StoresField>? shown = null;
        shown = Render<StoresField>(field => field.Add(f => f.Value, _form.Stores).Add(f => f.ValueExpression, (Expression<Func<StoreChoice?>>)(() => _form.Stores))
            .Add(f => f.ValueChanged, EventCallback.Factory.Create<StoreChoice?>(this, value =>
            {
                _form.Stores = value;
                shown!.Render(again => again.Add(f => f.Value, value));
            })).Add(f => f.MayGiveAll, mayGiveAll).Add(f => f.Beyond, beyond));
        return shown;
    }

    private long Store(int number) => _chain + 1 + number;

    private async Task OpenStoresAsync(int count)
    {
        await using var db = _database.Databases.OpenPlatform();
        db.Add(new Org { Id = _chain, Name = "示例连锁总部", Kind = OrgKind.ChainHeadquarters, CreditCode = $"91FIELD{_chain:00000000000}", CreatedAt = _database.Time.UtcNow() });
        await db.SaveChangesAsync();
        db.AddRange(Enumerable.Range(0, count).Select(i => new Org
        {
            Id = Store(i),
            Name = string.Create(CultureInfo.InvariantCulture, $"示例门店{i:0000}"),
            Kind = OrgKind.Store,
            CreditCode = $"91FIELD{Store(i):00000000000}",
            HeadquartersId = _chain,
            CreatedAt = _database.Time.UtcNow(),
        }));
        await db.SaveChangesAsync();
    }

    private sealed class Form
    {
        [Label("管理企业")]
        public StoreChoice? Stores { get; set; }
    }

    private sealed class Sitting(Actor actor) : ICurrentActor
    {
        public Actor Actor { get; set; } = actor;

        public ValueTask<Actor> GetAsync(CancellationToken ct = default) => ValueTask.FromResult(Actor);
    }
}
