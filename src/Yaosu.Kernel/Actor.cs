namespace Yaosu;

public enum ActorKind
{
    /// <summary>A signed-in person.</summary>
    Person,

    /// <summary>A program of the enterprise that came with an API key; has the rights that the key was given.</summary>
    Integration,

    /// <summary>The product itself: jobs without an owner, start-up, seeds. Has every right within its org.</summary>
    System,
}

/// <summary>Who acts, for which enterprise and with which rights. Every use case takes one and asks it.</summary>
public sealed record Actor
{
    private static readonly IReadOnlySet<string> None = new HashSet<string>();
    private static readonly IReadOnlyDictionary<string, string> NoPages = new Dictionary<string, string>();

    public required ActorKind Kind { get; init; }

    /// <summary>The enterprise acted for; everything the actor reads or writes belongs to it.</summary>
    public required long OrgId { get; init; }

    /// <summary>0 for the system.</summary>
    public long UserId { get; init; }

    /// <summary>The name that the audit log keeps.</summary>
    public required string Name { get; init; }

    /// <summary>The main account: has every right of its enterprise and can't lose one.</summary>
    public bool IsMain { get; init; }

    /// <summary>Codes of the rights held.</summary>
    public IReadOnlySet<string> Permissions { get; init; } = None;

    /// <summary>Where the act came from, for the audit log; null inside the product.</summary>
    public string? Address { get; init; }

    /// <summary>Names the sign-in acted through without opening it; null inside the product.</summary>
    public string? SessionId { get; init; }

    public static Actor System(long orgId, string name = "系统") => new() { Kind = ActorKind.System, OrgId = orgId, Name = name };

    /// <summary>His password was chosen by somebody else: until he has changed it he may do nothing but that.</summary>
    public bool MustChangePassword { get; init; }

    /// <summary>A sub-account that nobody has given a role: it can't use the console at all.</summary>
    public bool IsWithoutRole { get; init; }

    /// <summary>Of the enterprise that runs the installation.</summary>
    public bool IsOperator { get; init; }

    /// <summary>Of the headquarters of a chain of stores.</summary>
    public bool IsHeadquarters { get; init; }

    /// <summary>Pages of service packages that the enterprise has not bought, each with the package's name.</summary>
    public IReadOnlyDictionary<string, string> ClosedPages { get; init; } = NoPages;

    /// <summary>Pages of service packages that have run out and can still be read, each with the package's name.</summary>
    public IReadOnlyDictionary<string, string> FrozenPages { get; init; } = NoPages;

    /// <summary>The role through whose eyes an administrator looks at the moment; null otherwise. Nothing can be changed so.</summary>
    public string? ViewingAs { get; init; }

    /// <summary>The departments whose people's data are seen; null for all.</summary>
    public IReadOnlySet<long>? Departments { get; init; }

    /// <summary>Of somebody of a chain's headquarters, the stores that he acts for; null for all of them, those that open later too.</summary>
    public IReadOnlySet<long>? Stores { get; init; }

    /// <summary>Hears of every refusal for a missing right; for the audit log.</summary>
    public Action<Actor, Permission>? Denied { get; init; }

    /// <summary>Hears of every permission that was asked for and held; for the keys of programs, whose owners want to know what is still needed.</summary>
    public Action<Actor, Permission>? Used { get; init; }

    public bool May(Permission permission) => Kind == ActorKind.System
        || (!MustChangePassword && Holds(permission) && IsOpen(permission) && (ViewingAs is null || permission.OnlyReads));

    /// <summary>Null when allowed; else the refusal that names what is missing.</summary>
    public Refusal? Lacks(Permission permission)
    {
        if (May(permission))
        {
            Used?.Invoke(this, permission);
            return null;
        }
        Denied?.Invoke(this, permission);
        if (!Holds(permission) || MustChangePassword)
            return new("access.denied", $"您没有“{permission.Name}”权限，请联系本企业的系统管理员分配。");
        if (ClosedPages.TryGetValue(permission.Page, out var package))
            return new("access.not-in-package", $"“{permission.Name}”属于“{package}”，本企业尚未开通，请由主账号在“服务套餐”中申请。");
        if (FrozenPages.TryGetValue(permission.Page, out package) && !permission.OnlyReads)
            return new("access.package-expired", $"“{package}”已到期，目前只能查看；续费后可以继续操作。");
        return OnlyViewing;
    }

    public static readonly Refusal OnlyViewing = new("access.only-viewing", "您正在以角色查看，只能浏览。退出查看后再操作。");

    public bool Sees(long? departmentId) => Departments is null || (departmentId is { } id && Departments.Contains(id));

    /// <summary>The own enterprise, and the stores of the own chain that he acts for. Whether an enterprise is a store of the chain, the caller knows.</summary>
    public bool Manages(long orgId) => IsOf(orgId) || (Stores is null ? IsHeadquarters : Stores.Contains(orgId));

    private bool Holds(Permission permission) => (permission.ForOperators && !IsOperator) || (permission.ForHeadquarters && !IsHeadquarters) ? false : IsMain || Permissions.Contains(permission.Code);

    private bool IsOpen(Permission permission) => !ClosedPages.ContainsKey(permission.Page) && (permission.OnlyReads || !FrozenPages.ContainsKey(permission.Page));

    /// <summary>System and people alike are bound to one enterprise; an actor of another is treated as if the thing did not exist.</summary>
    public bool IsOf(long orgId) => OrgId == orgId;

    public bool Equals(Actor? other) => other is not null && OrgId == other.OrgId && UserId == other.UserId && Kind == other.Kind
        && IsMain == other.IsMain && IsOperator == other.IsOperator && IsHeadquarters == other.IsHeadquarters && IsWithoutRole == other.IsWithoutRole && MustChangePassword == other.MustChangePassword
        && Name == other.Name && ViewingAs == other.ViewingAs
        && Permissions.SetEquals(other.Permissions) && Same(ClosedPages, other.ClosedPages) && Same(FrozenPages, other.FrozenPages)
        && Same(Departments, other.Departments) && Same(Stores, other.Stores);

    public override int GetHashCode() => HashCode.Combine(OrgId, UserId, Kind);

    private static bool Same(IReadOnlySet<long>? one, IReadOnlySet<long>? other) => one is null ? other is null : other is not null && one.SetEquals(other);

    private static bool Same(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        one.Count == other.Count && one.All(page => other.TryGetValue(page.Key, out var package) && package == page.Value);
}
