using System.ComponentModel.DataAnnotations;

namespace Yaosu.Orgs.Account;

/// <summary>What a person may change of his own account. Nothing else of <see cref="User"/> can be reached from a form.</summary>
internal sealed class ProfileForm
{
    public int Version { get; set; }

    [Label("姓名"), Required(ErrorMessage = "请填写姓名。"), MaxLength(User.NameLength, ErrorMessage = "姓名不能超过 40 个字。")]
    public string? Name { get; set; }

    [Label("职务"), MaxLength(User.TitleLength, ErrorMessage = "职务不能超过 40 个字。")]
    public string? Title { get; set; }

    [Label("手机号"), MaxLength(20, ErrorMessage = "手机号应为 11 位数字，以 13 至 19 开头。")]
    public string? Phone { get; set; }

    /// <summary>Asked for once the phone is another.</summary>
    [Label("当前密码")]
    public string? CurrentPassword { get; set; }

    [Label("邮箱"), MaxLength(200, ErrorMessage = "邮箱不能超过 200 个字符。")]
    public string? Email { get; set; }

    internal static ProfileForm Of(MyProfile.Profile profile) =>
        new() { Version = profile.Version, Name = profile.Name, Title = profile.Title, Phone = profile.Phone, Email = profile.Email };
}

internal sealed class PasswordForm
{
    [Label("当前密码"), Required(ErrorMessage = "请填写当前密码。")]
    public string? CurrentPassword { get; set; }

    [Label("新密码"), Required(ErrorMessage = "请填写新密码。")]
    public string? NewPassword { get; set; }

    [Label("再次输入新密码"), Required(ErrorMessage = "请再次输入新密码。")]
    public string? RepeatPassword { get; set; }
}
