using System.Text;
using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Enterprises;
using Yaosu.Platform.Audit;
using Yaosu.Server;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Access;

/// <summary>Every operation of the product, called as everybody: allowed to exactly those who hold the permission that operations.txt names for it.
/// An operation that is added and not on the list fails here with its name.</summary>
public sealed class PermissionMatrixTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Everyone = "everyone";

    /// <summary>What is asked for depends on the thing; those have tests of their own.</summary>
    private const string Later = "later";

    [Fact]
    public void Every_operation_stands_on_the_list_with_a_declared_permission()
    {
        var listed = Listed();
        Operation.All.Select(operation => operation.Name).Should().OnlyHaveUniqueItems().And.BeEquivalentTo(listed.Keys);
        listed.Values.Where(asked => asked is not (Everyone or Later)).Except(ProductModules.All.Permissions.Select(permission => permission.Code)).Should().BeEmpty();
    }

    [Fact]
    public async Task Who_holds_the_permission_may_and_nobody_else()
    {
        await using var app = MatrixHost.Build(database);
        var org = (await new OpenEnterprise(database.Databases).RunAsync(new("矩阵示例企业", OrgKind.Manufacturer, "91MATRIX0000000001"), new("matrix01", "主账号", "一个足够长的密码", MustChangePassword: false))).Value;
        var listed = Listed();
        var (wrong, cells) = (new StringBuilder(), 0);
        foreach (var (role, actor) in Everybody(org))
        {
            foreach (var operation in Operation.All.Where(operation => listed[operation.Name] != Later))
            {
                var permission = ProductModules.All.Permissions.FirstOrDefault(permission => permission.Code == listed[operation.Name]);
                var may = permission is null || actor.May(permission);
                var before = may ? 0 : await WritesAsync();
                var seen = await operation.CallAsync(app.Services, actor);
                cells++;
                if (permission is null ? seen.Denied.Count > 0 : may ? seen.Denied.Count > 0 || !seen.Used.Contains(permission.Code) : !seen.Denied.Contains(permission.Code) || !seen.Refused)
                    wrong.AppendLine($"{role} × {operation.Name}: {(may ? "may" : "may not")}, {seen}");
                if (!may && await WritesAsync() != before)
                    wrong.AppendLine($"{role} × {operation.Name}: refused, and yet something was written");
            }
        }
        wrong.ToString().Should().BeEmpty();
        cells.Should().BeGreaterThan(12 * 60);
    }

    /// <summary>Those whom enterprises have from the beginning, and those beside them.</summary>
    private static IEnumerable<(string Role, Actor Actor)> Everybody(long org)
    {
        var all = ProductModules.All.Permissions;
        foreach (var preset in Enum.GetValues<RolePresets>().Where(preset => preset != RolePresets.None))
            yield return ($"{preset}", Person(all.Where(permission => permission.Presets.HasFlag(preset) && !permission.ForOperators)));
        yield return ("no role", Person([]));
        yield return ("main account", Person([]) with { IsMain = true });
        yield return ("operators' main account", Person([]) with { IsMain = true, IsOperator = true });
        yield return ("operators' permissions in an enterprise", Person(all.Where(permission => permission.ForOperators)));
        yield return ("first password", Person(all) with { IsMain = true, MustChangePassword = true });
        yield return ("viewing as a role", Person(all) with { ViewingAs = "系统管理员" });
        yield return ("program without permissions", Person([]) with { Kind = ActorKind.Integration });

        Actor Person(IEnumerable<Permission> permissions) => new() { Kind = ActorKind.Person, OrgId = org, UserId = -1, Name = "矩阵", Permissions = permissions.Select(permission => permission.Code).ToHashSet() };
    }

    private async Task<int> WritesAsync()
    {
        await using var db = database.Databases.OpenPlatform();
        return await db.Set<AuditEntry>().IgnoreQueryFilters().CountAsync();
    }

    private static Dictionary<string, string> Listed() => File.ReadLines(Path.Combine(Repository.Folder, "tests", "Yaosu.Tests", "Access", "operations.txt"))
        .Select(line => line.Split('#')[0].Trim()).Where(line => line.Length > 0)
        .Select(line => line.Split(' ', 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToDictionary(parts => parts[0], parts => parts[1]);
}
