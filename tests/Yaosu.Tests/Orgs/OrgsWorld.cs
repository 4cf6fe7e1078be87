using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Yaosu.Orgs.Access;
using Yaosu.Orgs.Enterprises;
using Yaosu.Orgs.Packages;
using Yaosu.Orgs.People;
using Yaosu.Orgs.Sessions;
using Yaosu.Orgs.SignIn;
using Yaosu.Server;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Orgs;

/// <summary>An enterprise with a main account, on a test database.</summary>
internal sealed class OrgsWorld
{
    private static int _made;
    private long? _unit;

    private OrgsWorld(TestDatabase database)
    {
        Database = database;
        Denials = new(database.Databases, NullLogger<DenialLog>.Instance);
        Packages = new(database.Databases);
        People = new(database.Databases, Denials, Packages);
        Sessions = new(database.Databases, People, Options.Create(new SessionOptions()));
        Throttle = new(database.Time);
        Tickets = new(Protection, database.Time);
        Complete = new(database.Databases, Sessions, Throttle, Tickets);
        SignIn = new(database.Databases, Throttle, Complete);
        SignOut = new(database.Databases, Sessions);
    }

    internal const string Password = "一个足够长的密码";

    internal TestDatabase Database { get; }

    internal DenialLog Denials { get; }

    internal PackageAccess Packages { get; }

    internal ActorDirectory People { get; }

    internal SessionStore Sessions { get; }

    internal PermissionTree Tree { get; } = new(ProductModules.All);

    internal AddPerson AddPerson => new(Database.Databases, Tree);

    internal SignInThrottle Throttle { get; }

    internal IDataProtectionProvider Protection { get; } = new EphemeralDataProtectionProvider();

    internal SignInTickets Tickets { get; }

    internal CompleteSignIn Complete { get; }

    internal SignInWithPassword SignIn { get; }

    internal SignOut SignOut { get; }

    internal long OrgId { get; private set; }

    internal string MainName { get; private set; } = "";

    internal static async Task<OrgsWorld> OpenAsync(TestDatabase database, OrgKind kind = OrgKind.Manufacturer)
    {
        var world = new OrgsWorld(database);
        var number = Interlocked.Increment(ref _made);
        world.MainName = $"main{number}";
        var opened = await new OpenEnterprise(database.Databases).RunAsync(new($"示例企业{number}", kind, $"91TEST{number:000000000000}"), new(world.MainName, "主账号", Password, MustChangePassword: false));
        world.OrgId = opened.Value;
        return world;
    }

    internal async Task<Actor> SignedInAsync(string name)
    {
        var key = await SignIn.RunAsync(name, Password, "127.0.0.1", "test");
        return (await Sessions.ActorOfAsync(key.Value.SessionKey))!;
    }

    /// <summary>A sub-account with one role that holds these rights.</summary>
    internal async Task<string> AddUserAsync(params IReadOnlyList<Permission> permissions)
    {
        var number = Interlocked.Increment(ref _made);
        var name = $"person{number}";
        long roleId;
        await using (var db = Database.OpenSystem(OrgId))
        {
            var role = new Role { Name = $"角色{number}", Permissions = [.. permissions.Select(permission => permission.Code)], DataScope = DataScope.All };
            db.Add(role);
            await db.SaveChangesAsync();
            roleId = role.Id;
        }
        var added = await AddPerson.RunAsync(Actor.System(OrgId), new(name, new($"员工{number}", null, null, null, await UnitAsync(), [roleId]), Password, Password, MustChangePassword: false));
        added.Refusals.Should().BeEmpty();
        return name;
    }

    /// <summary>The one unit of this enterprise, made when it is first needed.</summary>
    internal async Task<long> UnitAsync() => _unit ??= (await new SaveDepartment(Database.Databases).RunAsync(Actor.System(OrgId), new(null, 0, "综合部", null))).Value;
}
