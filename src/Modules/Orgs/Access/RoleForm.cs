using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;

namespace Yaosu.Orgs.Access;

internal sealed class RoleForm
{
    public int Version { get; set; }

    [Label("角色名称"), Required(ErrorMessage = "请填写角色名称。"), MaxLength(Role.NameLength, ErrorMessage = "角色名称不能超过 40 个字。")]
    public string? Name { get; set; }

    [Label("数据范围"), Required(ErrorMessage = "请选择数据范围。")]
    public DataScope? DataScope { get; set; } = Access.DataScope.OwnDepartment;

    [Label("权限")]
    public PermissionSet Permissions { get; set; } = new([]);

    internal static RoleForm Of(Role role) => new() { Version = role.Version, Name = role.Name, DataScope = role.DataScope, Permissions = new([.. role.Permissions]) };

    /// <param name="mayGive">The others are left out: whoever copies could not save them.</param>
    internal static RoleForm CopyOf(Role role, Func<string, bool> mayGive) =>
        new() { Name = Shortened(role.Name) + "（副本）", DataScope = role.DataScope, Permissions = new([.. role.Permissions.Where(mayGive)]) };

    private static string Shortened(string name) => name.Length > Role.NameLength - 4 ? name[..(Role.NameLength - 4)] : name;
}

/// <summary>Codes of rights; equal when they are the same rights, so that a form knows whether something was changed.</summary>
public sealed record PermissionSet(ImmutableSortedSet<string> Codes)
{
    public bool Equals(PermissionSet? other) => other is not null && Codes.SetEquals(other.Codes);

    public override int GetHashCode() => Codes.Count;

    public override string ToString() => $"{Codes.Count} 项权限";
}
