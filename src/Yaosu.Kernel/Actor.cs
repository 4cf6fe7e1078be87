namespace Yaosu;

public enum ActorKind
{
    /// <summary>A signed-in person.</summary>
    Person,

    /// <summary>The product itself: jobs without an owner, start-up, seeds. Has every right within its org.</summary>
    System,
}

/// <summary>Who acts, for which enterprise and with which rights. Every use case takes one and asks it.</summary>
public sealed record Actor
{
    private static readonly IReadOnlySet<string> None = new HashSet<string>();

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

    public bool May(Permission permission) => Kind == ActorKind.System || (!MustChangePassword && (IsMain || Permissions.Contains(permission.Code)));

    /// <summary>Null when allowed; else the refusal that names the missing right.</summary>
    public Refusal? Lacks(Permission permission) => May(permission)
        ? null
        : new Refusal("access.denied", $"您没有“{permission.Name}”权限，请联系本企业的系统管理员分配。");

    /// <summary>System and people alike are bound to one enterprise; an actor of another is treated as if the thing did not exist.</summary>
    public bool IsOf(long orgId) => OrgId == orgId;

    public bool Equals(Actor? other) => other is not null && OrgId == other.OrgId && UserId == other.UserId && Kind == other.Kind
        && IsMain == other.IsMain && MustChangePassword == other.MustChangePassword && Name == other.Name && Permissions.SetEquals(other.Permissions);

    public override int GetHashCode() => HashCode.Combine(OrgId, UserId, Kind);
}
