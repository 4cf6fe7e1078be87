using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Access;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.Enterprises;
using Yaosu.Orgs.Onboarding;
using Yaosu.Orgs.People;
using Yaosu.Orgs.Stores;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Orgs.Stores;

/// <summary>A chain's headquarters with opened stores called 一店, 二店 and so on.</summary>
internal sealed class ChainWorld
{
    /// <summary>A role without rights, which everybody may give.</summary>
    internal const string Harmless = "没有权限的角色";

    private static int _made;

    private ChainWorld(TestDatabase database, OrgsWorld orgs) => (Database, Orgs) = (database, orgs);

    internal TestDatabase Database { get; }

    internal OrgsWorld Orgs { get; }

    internal Actor Main { get; private set; } = null!;

    internal List<long> Stores { get; } = [];

    internal ChangePerson Change => new(Database.Databases, Orgs.Tree);

    internal static async Task<ChainWorld> OpenAsync(TestDatabase database, int stores)
    {
        var world = new ChainWorld(database, await OrgsWorld.OpenAsync(database, OrgKind.ChainHeadquarters));
        world.Main = await world.Orgs.SignedInAsync(world.Orgs.MainName);
        await using (var db = database.OpenSystem(world.Orgs.OrgId))
        {
            db.Add(new Role { Name = Harmless, Permissions = [] });
            await db.SaveChangesAsync();
        }
        for (var i = 0; i < stores; i++)
            world.Stores.Add(await world.OpenStoreAsync($"{"一二三四五六七八九"[i]}店"));
        return world;
    }

    internal async Task<long> OpenStoreAsync(string name)
    {
        var code = $"91CHAIN{Interlocked.Increment(ref _made):00000000000}";
        var store = (await new OpenEnterprise(Database.Databases).RunAsync(new(name, OrgKind.Store, code, Orgs.OrgId), new(code.ToLowerInvariant(), "示例·店长", OrgsWorld.Password, MustChangePassword: false))).Value;
        await ApplyAsync(name, code, store);
        return store;
    }

    /// <param name="store">Null while it waits.</param>
    internal async Task ApplyAsync(string name, string code, long? store)
    {
        await using var db = Database.OpenSystem(Orgs.OrgId);
        db.Add(new JoinApplication
        {
            Kind = OrgKind.Store,
            Name = name,
            CreditCode = code,
            Mobile = "13600000000",
            State = store is null ? JoinState.Waiting : JoinState.Approved,
            OrgId = store,
            CreatedAt = Database.Time.UtcNow(),
            SubmittedAt = Database.Time.UtcNow(),
            HeadquartersId = Orgs.OrgId,
        });
        await db.SaveChangesAsync();
    }

    /// <summary>Somebody who holds these rights and manages these stores.</summary>
    /// <param name="stores">Null for all.</param>
    internal async Task<Actor> EmployAsync(IEnumerable<long>? stores, params Permission[] permissions)
    {
        var actor = await Orgs.SignedInAsync(await Orgs.AddUserAsync(permissions));
        if (stores is not null)
            await LimitAsync(actor.UserId, stores);
        return await ReadAsync(actor.UserId);
    }

    internal async Task LimitAsync(long userId, IEnumerable<long> stores)
    {
        await using var db = Database.OpenSystem(Orgs.OrgId);
        (await db.Set<User>().SingleAsync(x => x.Id == userId)).ManagesAllStores = false;
        db.RemoveRange(await db.Set<ManagedStore>().Where(x => x.UserId == userId).ToListAsync());
        await db.SaveChangesAsync();
        db.AddRange(stores.Select(store => new ManagedStore { UserId = userId, StoreId = store }));
        await db.SaveChangesAsync();
    }

    internal async Task<Actor> ReadAsync(long userId) => (await Orgs.People.FindAsync(Orgs.OrgId, userId))!;

    /// <summary>Null for all.</summary>
    internal async Task<IReadOnlySet<long>?> StoresOfAsync(long userId) => (await ReadAsync(userId)).Stores;

    internal async Task<PersonDetails> DetailsAsync(StoreChoice? stores)
    {
        await using var db = Database.OpenSystem(Orgs.OrgId);
        var role = await db.Set<Role>().Where(x => x.Name == Harmless).Select(x => x.Id).SingleAsync();
        return new("示例·店务", null, null, null, await Orgs.UnitAsync(), [role], Stores: stores);
    }

    /// <summary>What the form sends after nothing but the stores was changed.</summary>
    internal async Task<Outcome> ChooseAsync(Actor actor, long userId, StoreChoice stores)
    {
        var shown = (await Change.FindAsync(actor, userId)).Value;
        return await Change.RunAsync(actor, userId, shown.Version, shown.Details with { Stores = stores });
    }
}
