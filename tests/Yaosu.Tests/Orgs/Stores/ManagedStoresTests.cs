using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs;
using Yaosu.Orgs.Access;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.Certificates;
using Yaosu.Orgs.Onboarding;
using Yaosu.Orgs.People;
using Yaosu.Orgs.Sessions;
using Yaosu.Orgs.Stores;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Imports;
using Yaosu.Platform.Paging;
using Yaosu.Tests.Platform.Imports;
using Yaosu.Tests.Support;
using PeopleImport = Yaosu.Orgs.People.PeopleImport;

namespace Yaosu.Tests.Orgs.Stores;

public sealed class ManagedStoresTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly Permission[] Managing = [OrgsPermissions.ViewPeople, OrgsPermissions.ManagePeople, OrgsPermissions.ViewRoles];

    private static int _made;

    [Fact]
    public async Task Somebody_manages_all_stores_or_those_he_was_given()
    {
        var world = await ChainWorld.OpenAsync(database, stores: 3);
        var added = await AddAsync(world, world.Main, StoreChoice.Of(world.Stores[..2]));
        var actor = await world.ReadAsync(added.Value.Id);
        actor.Stores.Should().BeEquivalentTo(world.Stores[..2]);
        (actor.Manages(world.Stores[0]), actor.Manages(world.Stores[2]), actor.Manages(actor.OrgId)).Should().Be((true, false, true));

        (await world.ChooseAsync(world.Main, actor.UserId, StoreChoice.Everything)).Refusals.Should().BeEmpty();
        var now = await world.ReadAsync(actor.UserId);
        (now.Stores, now.Manages(world.Stores[2])).Should().Be((null, true));
        now.Should().NotBe(actor, "open screens notice by that");
        await using var db = database.OpenSystem(world.Orgs.OrgId);
        (await db.Set<ManagedStore>().AnyAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task The_main_account_and_who_is_of_no_headquarters_are_limited_by_nothing()
    {
        var world = await ChainWorld.OpenAsync(database, stores: 1);
        await using (var db = database.OpenSystem(world.Orgs.OrgId))
        {
            (await db.Set<User>().SingleAsync(x => x.Id == world.Main.UserId)).ManagesAllStores = false;
            await db.SaveChangesAsync();
        }
        (await world.StoresOfAsync(world.Main.UserId)).Should().BeNull();
        var plain = await OrgsWorld.OpenAsync(database);
        var main = await plain.SignedInAsync(plain.MainName);
        (main.Stores, main.Manages(world.Stores[0]), main.Manages(plain.OrgId)).Should().Be((null, false, true));
    }

    [Fact]
    public async Task Nobody_gives_what_he_does_not_manage_himself_and_is_told_the_store()
    {
        var world = await ChainWorld.OpenAsync(database, stores: 3);
        var limited = await world.EmployAsync(world.Stores[..2], Managing);
        (await AddAsync(world, limited, StoreChoice.Everything)).Refusal.Should().Be(OrgsRefusals.CannotGiveAllStores);
        (await AddAsync(world, limited, StoreChoice.Of([world.Stores[0], world.Stores[2]]))).Refusal!.Text.Should().Contain("三店");
        (await AddAsync(world, limited, StoreChoice.Of([]))).Refusal.Should().Be(OrgsRefusals.StoreRequired);
        (await world.StoresOfAsync((await AddAsync(world, limited, StoreChoice.Of([world.Stores[1]]))).Value.Id)).Should().BeEquivalentTo([world.Stores[1]]);
        (await world.StoresOfAsync((await AddAsync(world, limited, null)).Value.Id)).Should().BeEquivalentTo(world.Stores[..2]);

        (await world.ChooseAsync(limited, limited.UserId, StoreChoice.Everything)).Refusal.Should().Be(OrgsRefusals.CannotGiveAllStores);
        (await world.ChooseAsync(limited, limited.UserId, StoreChoice.Of(world.Stores))).Refusal.Should().Be(OrgsRefusals.CannotGiveStore("三店"));
        (await world.StoresOfAsync(limited.UserId)).Should().BeEquivalentTo(world.Stores[..2]);
    }

    [Fact]
    public async Task What_somebody_has_beyond_the_reach_of_who_changes_him_stays()
    {
        var world = await ChainWorld.OpenAsync(database, stores: 4);
        var limited = await world.EmployAsync(world.Stores[..3], Managing);
        var other = await world.EmployAsync([world.Stores[0], world.Stores[3]]);
        var shown = (await world.Change.FindAsync(limited, other.UserId)).Value;
        (shown.Details.Stores, shown.StoresBeyond).Should().Be((StoreChoice.Of([world.Stores[0]]), 1));

        (await world.ChooseAsync(limited, other.UserId, StoreChoice.Of([world.Stores[2]]))).Refusals.Should().BeEmpty();
        (await world.StoresOfAsync(other.UserId)).Should().BeEquivalentTo([world.Stores[2], world.Stores[3]]);
        (await world.ChooseAsync(limited, other.UserId, StoreChoice.Of([]))).Refusals.Should().BeEmpty("one store is left to him");
        (await world.StoresOfAsync(other.UserId)).Should().BeEquivalentTo([world.Stores[3]]);

        var all = await world.EmployAsync(null);
        (await world.ChooseAsync(limited, all.UserId, StoreChoice.Of([world.Stores[0]]))).Refusal.Should().Be(OrgsRefusals.AllStoresStay);
        var before = (await world.Change.FindAsync(limited, all.UserId)).Value;
        (await world.Change.RunAsync(limited, all.UserId, before.Version, before.Details with { Title = "主管" })).Refusals.Should().BeEmpty("the rest of him may be changed");
        (await world.StoresOfAsync(all.UserId)).Should().BeNull();
    }

    [Fact]
    public async Task A_store_of_another_chain_does_not_exist_and_is_not_found()
    {
        var world = await ChainWorld.OpenAsync(database, stores: 1);
        var other = await ChainWorld.OpenAsync(database, stores: 1);
        var person = await world.EmployAsync(null);
        (await world.ChooseAsync(world.Main, person.UserId, StoreChoice.Of(other.Stores))).Refusal.Should().Be(OrgsRefusals.StoreNotFound);
        (await world.ChooseAsync(world.Main, person.UserId, StoreChoice.Of([other.Orgs.OrgId]))).Refusal.Should().Be(OrgsRefusals.StoreNotFound);
        var find = new FindStores(database.Databases);
        (await find.RunAsync(world.Main, null)).Value.Hits.Select(x => x.Id).Should().Equal(world.Stores);
        (await find.NamedAsync(world.Main, other.Stores)).Value.Should().BeEmpty();
    }

    [Fact]
    public async Task Who_manages_stores_beyond_is_not_ruled()
    {
        var world = await ChainWorld.OpenAsync(database, stores: 2);
        var limited = await world.EmployAsync(world.Stores[..1], Managing);
        var (all, beyond, within) = (await world.EmployAsync(null), await world.EmployAsync(world.Stores), await world.EmployAsync(world.Stores[..1]));
        var reset = new ResetPersonPassword(database.Databases, world.Orgs.Sessions, world.Orgs.Tree);
        (await reset.RunAsync(limited, all.UserId)).Refusal.Should().Be(OrgsRefusals.HoldsMoreStoresThanYou);
        (await reset.RunAsync(limited, beyond.UserId)).Refusal.Should().Be(OrgsRefusals.HoldsMoreStoresThanYou);
        (await reset.RunAsync(limited, within.UserId)).Refusals.Should().BeEmpty();
    }

    [Fact]
    public async Task The_log_names_the_stores_and_whoever_is_signed_in_notices()
    {
        var world = await ChainWorld.OpenAsync(database, stores: 3);
        var name = await world.Orgs.AddUserAsync(OrgsPermissions.ViewStores);
        var key = (await world.Orgs.SignIn.RunAsync(name, OrgsWorld.Password, null, null)).Value.SessionKey;
        var before = (await world.Orgs.Sessions.ActorOfAsync(key))!;
        var stale = (await world.Change.FindAsync(world.Main, before.UserId)).Value;
        (await world.ChooseAsync(world.Main, before.UserId, StoreChoice.Of(world.Stores[..2]))).Refusals.Should().BeEmpty();
        (await world.ChooseAsync(world.Main, before.UserId, StoreChoice.Of(world.Stores[1..]))).Refusals.Should().BeEmpty();
        database.Time.Advance(SessionStore.Freshness);
        (await world.Orgs.Sessions.ActorOfAsync(key))!.Stores.Should().BeEquivalentTo(world.Stores[1..]);
        (await world.ChooseAsync(world.Main, before.UserId, StoreChoice.Everything)).Refusals.Should().BeEmpty();
        await using var db = database.OpenSystem(world.Orgs.OrgId);
        var notes = await db.Set<AuditEntry>().Where(x => x.Action == OrgsActions.UserChanged.Code && x.ObjectId == before.UserId).OrderBy(x => x.Id).Select(x => x.Note).ToListAsync();
        notes.Should().Equal("管理企业：不再是全部门店；授予门店：一店、二店", "授予门店：三店；收回门店：一店", "管理企业：改为全部门店");
        (await world.Change.RunAsync(world.Main, stale.Id, stale.Version, stale.Details)).Refusal.Should().Be(OrgsRefusals.PersonChangedMeanwhile, "whoever had the form open must not take the stores away");
    }

    [Fact]
    public async Task A_removed_account_leaves_no_rows()
    {
        var world = await ChainWorld.OpenAsync(database, stores: 1);
        var person = await world.EmployAsync(world.Stores);
        (await new RemovePerson(database.Databases, world.Orgs.Sessions, world.Orgs.Tree).RunAsync(world.Main, person.UserId)).Refusals.Should().BeEmpty();
        await using var db = database.OpenSystem(world.Orgs.OrgId);
        (await db.Set<ManagedStore>().AnyAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task Viewing_as_a_role_does_not_widen_the_stores()
    {
        var world = await ChainWorld.OpenAsync(database, stores: 2);
        var limited = await world.EmployAsync(world.Stores[..1], OrgsPermissions.ManageRoles, OrgsPermissions.ViewStores);
        await using var db = database.OpenSystem(world.Orgs.OrgId);
        var role = await db.Set<Role>().Where(x => x.Name == "系统管理员").Select(x => x.Id).SingleAsync();
        var viewing = (await world.Orgs.People.FindAsync(world.Orgs.OrgId, limited.UserId, role, CancellationToken.None))!;
        viewing.ViewingAs.Should().NotBeNull();
        viewing.Stores.Should().BeEquivalentTo(world.Stores[..1]);
    }

    [Fact]
    public async Task My_stores_are_those_managed_and_applications_are_for_who_manages_all()
    {
        var world = await ChainWorld.OpenAsync(database, stores: 3);
        await world.ApplyAsync("待审门店", "91CHAINWAITING0001", store: null);
        var stores = new MyStores(database.Databases);
        var limited = await world.EmployAsync([world.Stores[1]], OrgsPermissions.ViewStores, OrgsPermissions.ManageStores);
        (await stores.RunAsync(limited, null, null, new PageRequest())).Value.Rows.Select(x => x.Name).Should().Equal("二店");
        (await stores.RunAsync(limited, null, JoinState.Waiting, new PageRequest())).Value.Rows.Should().BeEmpty();
        (await stores.RunAsync(await world.EmployAsync(null, OrgsPermissions.ViewStores), null, null, new PageRequest())).Value.Rows.Should().HaveCount(4);

        var people = new Yaosu.Tests.Platform.Exports.People();
        people.Now(limited);
        await using var bench = await ImportBench.StartAsync(database, people, new StoresImport(new(database.Databases)));
        (await bench.Get<CheckImport>().RunAsync(limited, StoresImport.ImportCode, 1)).Refusal.Should().Be(OrgsRefusals.AddingStoresNeedsAll);
    }

    [Fact]
    public async Task Imported_people_and_certificates_manage_what_whoever_brought_them_manages()
    {
        var world = await ChainWorld.OpenAsync(database, stores: 2);
        await world.Orgs.UnitAsync();
        var limited = await world.EmployAsync(world.Stores[..1], [.. Managing, OrgsPermissions.ManageCertificates]);
        var (one, other) = (await ImportAsync(limited), await ImportAsync(world.Main));
        (await world.StoresOfAsync(one)).Should().BeEquivalentTo(world.Stores[..1]);
        (await world.StoresOfAsync(other)).Should().BeNull();

        var account = (await new AddCertificate(database.Databases).RunAsync(limited, TestCertificates.Facts(TestCertificates.NewNumber('5'), database.Time), null, null)).Value;
        (await world.StoresOfAsync(account)).Should().BeEquivalentTo(world.Stores[..1], "whoever holds its key would act for the others");

        async Task<long> ImportAsync(Actor actor)
        {
            var name = $"chain_import{Interlocked.Increment(ref _made)}";
            var people = new Yaosu.Tests.Platform.Exports.People();
            people.Now(actor);
            await using var bench = await ImportBench.StartAsync(database, people, new PeopleImport(world.Orgs.Tree));
            var file = await bench.UploadAsync(actor, $"真实姓名,登录账号,所属机构,角色\n示例·甲,{name},综合部,{ChainWorld.Harmless}\n");
            var job = (await bench.Get<StartImport>().RunAsync(actor, PeopleImport.ImportCode, file, false)).Value;
            (await bench.WhenOverAsync(actor, job)).IsOver.Should().BeTrue();
            await using var db = database.OpenSystem(world.Orgs.OrgId);
            return await db.Set<User>().Where(x => x.SignInName == name).Select(x => x.Id).SingleAsync();
        }
    }

    [Fact]
    public async Task The_list_and_the_effective_rights_show_which_stores()
    {
        var world = await ChainWorld.OpenAsync(database, stores: 3);
        var (some, all) = (await world.EmployAsync(world.Stores[..2]), await world.EmployAsync(null));
        var rows = (await new PersonList(database.Databases).RunAsync(world.Main, new(), new PageRequest())).Value.Rows.ToDictionary(x => x.Id, x => x.Stores);
        (rows[some.UserId], rows[all.UserId], rows[world.Main.UserId]).Should().Be(("2 家门店", "全部门店", "全部门店"));

        var holders = new PermissionHolders(database.Databases, world.Orgs.Tree);
        (await holders.OfPersonAsync(world.Main, all.UserId)).Value.Stores!.All.Should().BeTrue();
        (await holders.OfPersonAsync(world.Main, world.Main.UserId)).Value.Permissions.Select(x => x.Permission).Should().Contain(OrgsPermissions.ViewStores);
        (await holders.OfPersonAsync(some, some.UserId)).Value.Stores!.Names.Should().BeEquivalentTo("一店", "二店");
        var limited = await world.EmployAsync(world.Stores[1..], Managing);
        (await holders.OfPersonAsync(limited, some.UserId)).Value.Stores.Should().BeEquivalentTo(new PermissionHolders.ManagedStores(false, ["二店"], 2));
    }

    /// <summary>In worlds made by chance, what was said above the slow way: sets, and nothing else.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Nobody_ever_moves_a_store_that_he_does_not_manage(int seed)
    {
        var random = new Random(seed);
        var world = await ChainWorld.OpenAsync(database, stores: 6);
        var (actor, other) = (await world.EmployAsync([], Managing), await world.EmployAsync([]));
        var (done, refused) = (0, 0);
        for (var i = 0; i < 20; i++)
        {
            var (own, before, wanted) = (Some(), Some(), Some());
            await world.LimitAsync(actor.UserId, own);
            await world.LimitAsync(other.UserId, before);
            var outcome = await world.ChooseAsync(await world.ReadAsync(actor.UserId), other.UserId, StoreChoice.Of(wanted));
            var after = (await world.StoresOfAsync(other.UserId))!;

            var expected = before.Except(own).Union(wanted).ToHashSet();
            var allowed = wanted.Except(before).All(own.Contains) && expected.Count > 0;
            outcome.IsDone.Should().Be(allowed, $"try {i} in world {seed}");
            after.Should().BeEquivalentTo<long>(allowed ? [.. expected] : before, $"try {i} in world {seed}");
            (done, refused) = allowed ? (done + 1, refused) : (done, refused + 1);
        }
        done.Should().BePositive();
        refused.Should().BePositive();

        List<long> Some() => [.. world.Stores.Where(_ => random.Next(2) == 0)];
    }

    private static async Task<Outcome<AddPerson.Added>> AddAsync(ChainWorld world, Actor actor, StoreChoice? stores) =>
        await world.Orgs.AddPerson.RunAsync(actor, new($"chain_person{Interlocked.Increment(ref _made)}", await world.DetailsAsync(stores)));
}
