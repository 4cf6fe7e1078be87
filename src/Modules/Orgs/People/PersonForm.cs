using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.Stores;

namespace Yaosu.Orgs.People;

internal sealed class PersonForm
{
    public int Version { get; set; }

    [Label("登录账号"), Required(ErrorMessage = "请填写登录账号。"), MaxLength(30, ErrorMessage = "登录账号为 6 到 30 个字符，可用中文、字母、数字和下划线。")]
    public string? SignInName { get; set; }

    [Label("真实姓名"), Required(ErrorMessage = "请填写真实姓名。"), MaxLength(User.NameLength, ErrorMessage = "姓名不能超过 40 个字。")]
    public string? Name { get; set; }

    [Label("所属机构"), Required(ErrorMessage = "请选择所属机构。")]
    public long? DepartmentId { get; set; }

    [Label("角色")]
    public IdSet RoleIds { get; set; } = new([]);

    /// <summary>Shown and sent in the headquarters of a chain alone.</summary>
    [Label("管理企业")]
    public StoreChoice? Stores { get; set; }

    [Label("手机号"), MaxLength(20, ErrorMessage = "手机号应为 11 位数字，以 13 至 19 开头。")]
    public string? Phone { get; set; }

    [Label("邮箱"), MaxLength(200, ErrorMessage = "邮箱不能超过 200 个字符。")]
    public string? Email { get; set; }

    [Label("职务"), MaxLength(User.TitleLength, ErrorMessage = "职务不能超过 40 个字。")]
    public string? Title { get; set; }

    [Label("市场稽查权限")]
    public bool MayInspectMarket { get; set; }

    [Label("M2C服务权限")]
    public bool MayServeConsumers { get; set; }

    [Label("登录密码")]
    public string? NewPassword { get; set; }

    [Label("确认密码")]
    public string? RepeatPassword { get; set; }

    internal PersonDetails Details => new(Name ?? "", Phone, Email, Title, DepartmentId, [.. RoleIds.Ids], MayInspectMarket, MayServeConsumers, Stores);

    internal static PersonForm Of(ChangePerson.Person person) => new()
    {
        Version = person.Version,
        SignInName = person.SignInName,
        Name = person.Details.Name,
        DepartmentId = person.Details.DepartmentId,
        RoleIds = new([.. person.Details.RoleIds]),
        Stores = person.Details.Stores,
        Phone = person.Details.Phone,
        Email = person.Details.Email,
        Title = person.Details.Title,
        MayInspectMarket = person.Details.MayInspectMarket,
        MayServeConsumers = person.Details.MayServeConsumers,
    };
}

/// <summary>Equal when they are the same, so that a form knows whether something was changed.</summary>
public sealed record IdSet(ImmutableSortedSet<long> Ids)
{
    public bool Equals(IdSet? other) => other is not null && Ids.SetEquals(other.Ids);

    public override int GetHashCode() => Ids.Count;

    public override string ToString() => $"{Ids.Count} 个角色";
}
