using Microsoft.AspNetCore.Components;
using Yaosu.Platform.Access;
using Yaosu.Platform.Ui.Kit;
using Yaosu.Platform.Ui.Shell;

namespace Yaosu.Orgs.Account;

public sealed partial class MyAccountPage
{
    private MyProfile.Profile? _profile;
    private ProfileForm _form = new();
    private PasswordForm _password = new();
    private UploadedFile? _avatar;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Inject]
    private MyProfile Profile { get; set; } = default!;

    [Inject]
    private SaveProfile Save { get; set; } = default!;

    [Inject]
    private SetAvatar Avatar { get; set; } = default!;

    [Inject]
    private ChangePassword Change { get; set; } = default!;

    [Inject]
    private Toasts Toasts { get; set; } = default!;

    [Inject]
    private ShellSignals Shell { get; set; } = default!;

    private string RoleText => _profile!.IsMain ? "主账号（拥有全部权限）" : _profile.Roles is { Length: > 0 } roles ? roles : "未分配角色，请联系系统管理员";

    protected override async Task OnInitializedAsync()
    {
        await ReadAsync();
        _form = ProfileForm.Of(_profile!);
    }

    private async Task ReadAsync()
    {
        _profile = await Profile.RunAsync(await Current.GetAsync());
        _avatar = _profile.AvatarFileId is { } id ? new(id, "头像", 0, "image/*", OrgsUrls.Avatar(id)!) : null;
    }

    private async Task<Outcome> SaveAsync(ProfileForm form) =>
        await Save.RunAsync(await Current.GetAsync(), new(form.Version, form.Name ?? "", form.Phone, form.Email, form.Title, form.CurrentPassword));

    private async Task<ProfileForm> ReloadAsync()
    {
        await ReadAsync();
        return ProfileForm.Of(_profile!);
    }

    private async Task ShowAsync()
    {
        _form = await ReloadAsync();
        Shell.TellProfileChanged();
    }

    private async Task SetAvatarAsync(UploadedFile? picture)
    {
        Toasts.Tell(await Avatar.RunAsync(await Current.GetAsync(), picture?.Id), picture is null ? "头像已移除。" : "头像已更新。");
        await ReadBehindFormAsync();
        Shell.TellProfileChanged();
    }

    private async Task<Outcome> ChangePasswordAsync(PasswordForm form) =>
        await Change.RunAsync(await Current.GetAsync(), form.CurrentPassword ?? "", form.NewPassword ?? "", form.RepeatPassword ?? "");

    private async Task PasswordChangedAsync()
    {
        _password = new();
        await ReadBehindFormAsync();
        Shell.TellProfileChanged(); // Who had to change it gets his menu now.
    }

    /// <summary>Our own act raised the version by one, and the form goes with it. By more: somebody else saved too, and the form's save must find that out.</summary>
    private async Task ReadBehindFormAsync()
    {
        await ReadAsync();
        if (_profile!.Version == _form.Version + 1)
            _form.Version = _profile.Version;
    }
}
