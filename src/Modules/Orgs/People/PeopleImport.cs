using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Access;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.SignIn;
using Yaosu.Orgs.Stores;
using Yaosu.Platform.Data;
using Yaosu.Platform.Imports;

namespace Yaosu.Orgs.People;

/// <summary>Many sub-accounts at once.</summary>
internal sealed class PeopleImport(PermissionTree tree) : ImportDefinition<PeopleImport.Line>
{
    internal const string ImportCode = "orgs.people";

    private const string UnitColumn = "所属机构";
    private const string RoleColumn = "角色";
    private const string AccountColumn = "登录账号";

    internal sealed class Line
    {
        public string Name { get; set; } = "";

        public string SignInName { get; set; } = "";

        /// <summary>From the top, separated by slashes.</summary>
        public string Unit { get; set; } = "";

        public string Roles { get; set; } = "";

        public string? Phone { get; set; }

        public string? Email { get; set; }

        public string? Title { get; set; }

        public string? Password { get; set; }

        internal long? UnitId { get; set; }

        internal List<long> RoleIds { get; } = [];

        internal PersonDetails Details => PersonRules.Clean(new(Name, Phone, Email, Title, UnitId, RoleIds));
    }

    public override string Code => ImportCode;

    public override string Title => "员工导入";

    public override Permission Permission => OrgsPermissions.ManagePeople;

    public override int MostRows => 2_000;

    protected override IReadOnlyList<ImportColumn<Line>> Columns { get; } =
    [
        ImportColumn<Line>.Text("真实姓名", (line, name) => line.Name = name, User.NameLength) with { Required = true, Example = "示例·张三" },
        ImportColumn<Line>.Of(AccountColumn, "6 到 30 个字符，可用中文、字母、数字和下划线", ReadAccount, (line, name) => line.SignInName = name) with { Required = true, Unique = true, Example = "zhangsan01" },
        ImportColumn<Line>.Text(UnitColumn, (line, unit) => line.Unit = unit) with { Required = true, Example = "质量部/检验科", Format = "已有的部门；下级部门写成 上级/下级" },
        ImportColumn<Line>.Text(RoleColumn, (line, roles) => line.Roles = roles) with { Required = true, Example = "质量负责人", Format = "已有的角色；多个角色用顿号隔开" },
        ImportColumn<Line>.Of("手机号", "11 位手机号", MobileNumber.Parse, (line, mobile) => line.Phone = mobile.Digits) with { Example = "13800000000" },
        ImportColumn<Line>.Text("邮箱", (line, email) => line.Email = email) with { Example = "zhangsan@example.com" },
        ImportColumn<Line>.Text("职务", (line, title) => line.Title = title, User.TitleLength) with { Example = "检验员" },
        ImportColumn<Line>.Text("初始密码", (line, password) => line.Password = password, PasswordRules.MaxLength) with { Format = "留空时由系统生成，之后可在列表中重置；首次登录须修改" },
    ];

    protected override async Task CheckAsync(AppDb db, IReadOnlyList<ImportRow<Line>> rows, CancellationToken ct)
    {
        var (byPath, byName) = PathsOf(await db.Set<Department>().AsNoTracking().ToListAsync(ct));
        var roles = (await db.Set<Role>().AsNoTracking().ToListAsync(ct)).ToDictionary(role => role.Name);
        var names = rows.Select(row => row.Value.SignInName).ToArray();
        var taken = (await db.Set<SignInName>().Where(x => names.Contains(x.Name)).Select(x => x.Name).ToListAsync(ct)).ToHashSet();
        foreach (var row in rows.Where(row => row.IsGood))
        {
            if (taken.Contains(row.Value.SignInName))
                row.Refuse(AccountColumn, OrgsRefusals.SignInNameTaken);
            FindUnit(db.Actor, row, byPath, byName);
            FindRoles(db.Actor, row, roles);
            foreach (var refusal in PersonRules.Check(row.Value.Details).Where(refusal => row.IsGood || refusal.Field is not (nameof(PersonDetails.DepartmentId) or nameof(PersonDetails.RoleIds))))
                row.Refuse(null, refusal);
            if (row.Value.Password is { Length: > 0 } password && PasswordRules.Check(password, row.Value.SignInName) is { } weak)
                row.Refuse("初始密码", weak);
        }
    }

    protected override async Task SaveAsync(AppDb db, IReadOnlyList<ImportRow<Line>> rows, CancellationToken ct)
    {
        // Nobody is told a password that was left out, so all of them can be the same; the others are worked out side by side, outside of any statement.
        var untold = Passwords.Hash(Passwords.Random());
        var hashes = rows.AsParallel().AsOrdered().WithCancellation(ct).Select(row => row.Value.Password is { Length: > 0 } given ? Passwords.Hash(given) : untold).ToList();
        // Everybody manages the stores that whoever imports manages.
        var stores = (await StoreChange.ForNewAsync(db, null, ct)).Value;
        foreach (var (row, hash) in rows.Zip(hashes))
            AddPerson.Add(db, row.Value.SignInName, row.Value.Details, stores, hash);
    }

    private static Outcome<string> ReadAccount(string text) => SignInNames.Normalise(text) is var name && PersonRules.IsSignInName(name) ? name : OrgsRefusals.SignInNameShape;

    private static void FindUnit(Actor actor, ImportRow<Line> row, ILookup<string, long> byPath, ILookup<string, long> byName)
    {
        var path = string.Join('/', row.Value.Unit.Split('/', '／').Select(part => part.Trim()));
        var found = (byPath.Contains(path) ? byPath : byName)[path].ToList();
        row.Value.UnitId = found.Count == 1 && actor.Sees(found[0]) ? found[0] : null;
        if (row.Value.UnitId is null)
            row.Refuse(UnitColumn, found.Count > 1 ? OrgsRefusals.DepartmentAmbiguous : OrgsRefusals.DepartmentNotFound);
    }

    private void FindRoles(Actor actor, ImportRow<Line> row, Dictionary<string, Role> roles)
    {
        row.Value.RoleIds.Clear();
        foreach (var name in row.Value.Roles.Split('、', ',', '，', ';', '；').Select(part => part.Trim()).Where(part => part.Length > 0))
        {
            if (!roles.TryGetValue(name, out var role))
                row.Refuse(RoleColumn, OrgsRefusals.NoRoleCalled(name));
            else if (role.DataScope > DataScopes.WidestOf(actor))
                row.Refuse(RoleColumn, OrgsRefusals.ScopeTooWide);
            else if (PersonRules.Beyond(actor, [role], tree) is { } beyond)
                row.Refuse(RoleColumn, OrgsRefusals.CannotGrant(beyond));
            else
                row.Value.RoleIds.Add(role.Id);
        }
    }

    /// <summary>Each unit by its whole path, and by its name alone for those who leave out what is above.</summary>
    private static (ILookup<string, long> ByPath, ILookup<string, long> ByName) PathsOf(List<Department> units)
    {
        var byId = units.ToDictionary(unit => unit.Id);
        return (units.ToLookup(PathOf, unit => unit.Id), units.ToLookup(unit => unit.Name, unit => unit.Id));

        string PathOf(Department unit) => unit.ParentId is { } parent ? $"{PathOf(byId[parent])}/{unit.Name}" : unit.Name;
    }
}
