using System.Globalization;
using Microsoft.AspNetCore.Components;
using Yaosu.Orgs.Access;
using Yaosu.Platform.Access;
using Yaosu.Platform.Live;
using Yaosu.Platform.Paging;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Orgs.People;

public sealed partial class PeoplePage
{
    private static readonly IReadOnlyList<ListColumn<PersonRow>> Columns =
    [
        new("name", "姓名", row => row.Name) { Sortable = true, Always = true, Width = 140 },
        new("account", "登录账号", row => row.SignInName) { Sortable = true, Width = 140 },
        new("kind", "账号类型", row => KindOf(row)) { Width = 100, Template = row => StatusTag.Of(KindOf(row), row.IsCertificate ? Tone.Info : Tone.Neutral) },
        new("department", "所属机构", row => row.Department) { Width = 120 },
        new("roles", "角色", row => row.Roles),
        new("title", "职务", row => row.Title) { HiddenByDefault = true },
        new("phone", "手机号", row => row.Phone) { Mono = true, Width = 130, HiddenByDefault = true },
        new("state", "状态", row => row.IsDisabled ? "已停用" : "正常") { Width = 90, Template = row => StatusTag.Of(row.IsDisabled ? "已停用" : "正常", row.IsDisabled ? Tone.Neutral : Tone.Ok) },
        new("at", "开通时间", row => ChinaTime.Text(row.CreatedAt)) { Sortable = true, Width = 170, HiddenByDefault = true },
    ];

    private static readonly IReadOnlyList<ListColumn<PersonRow>> ColumnsOfHeadquarters =
        [.. Columns.Take(5), new("stores", "管理企业", row => row.Stores) { Width = 110 }, .. Columns.Skip(5)];

    private IReadOnlyList<ListColumn<PersonRow>> _columns = Columns;
    private IReadOnlyList<ListFilter> _filters = [];
    private IReadOnlyList<RowAction<PersonRow>> _actions = [];
    private IReadOnlyList<DepartmentNode> _tree = [];
    private DataList<PersonRow>? _list;
    private long? _department;
    private bool _mayManage;

    [Inject]
    private PersonList People { get; set; } = default!;

    [Inject]
    private DepartmentQuery Departments { get; set; } = default!;

    [Inject]
    private RoleList Roles { get; set; } = default!;

    [Inject]
    private DisablePerson Disable { get; set; } = default!;

    [Inject]
    private RemovePerson Remove { get; set; } = default!;

    [Inject]
    private ResetPersonPassword Reset { get; set; } = default!;

    [Inject]
    private ResetSecondFactor SecondFactor { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Inject]
    private Dialogs Dialogs { get; set; } = default!;

    [Inject]
    private Toasts Toasts { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        var actor = await Current.GetAsync();
        Watch(new LiveTopic(actor.OrgId, SaveDepartment.Topic));
        _mayManage = actor.May(OrgsPermissions.ManagePeople);
        _columns = actor.IsHeadquarters ? ColumnsOfHeadquarters : Columns;
        var maySeeCertificates = actor.May(OrgsPermissions.ViewCertificates);
        RowAction<PersonRow> certificate = new("查看证书", "shield") { Url = row => OrgsUrls.Certificate(row.Id), IsFor = row => row.IsCertificate && maySeeCertificates };
        RowAction<PersonRow> rights = new("有效权限", "key") { Url = row => OrgsUrls.PermissionsOf(row.Id) };
        _actions = !_mayManage ? [rights, certificate] :
        [
            new("编辑", "edit") { Url = row => OrgsUrls.Person(row.Id), IsFor = row => !row.IsMain },
            rights,
            certificate,
            new("重置密码", "refresh") { Run = ResetAsync, IsFor = row => row is { IsMain: false, IsCertificate: false } },
            new("重置两步验证", "shield") { Run = ResetSecondFactorAsync, IsFor = row => !row.IsMain },
            new("停用", "minus") { Run = row => DisableAsync(row, true), IsFor = row => row is { IsMain: false, IsDisabled: false }, Danger = true },
            new("启用", "check") { Run = row => DisableAsync(row, false), IsFor = row => row is { IsMain: false, IsDisabled: true } },
            new("删除", "trash") { Run = RemoveAsync, IsFor = row => !row.IsMain, Danger = true },
        ];
        var roles = await Roles.NamesAsync(actor);
        _tree = await Departments.RunAsync(actor);
        _filters =
        [
            ListFilter.Text("q", "关键词", "姓名、账号或手机号"),
            ListFilter.Choice("department", "所属机构", [.. _tree.SelectMany(unit => unit.WithBelow()).Select(unit => new Choice(Text(unit.Id), new string('　', unit.Level - 1) + unit.Name))]),
            ListFilter.Choice("role", "角色", [.. roles.Select(role => new Choice(Text(role.Id), role.Name))]),
            ListFilter.Choice("state", "状态", [new("on", "正常"), new("off", "已停用")]),
            ListFilter.Choice("kind", "账号类型", [new("person", "员工"), new("certificate", "数字证书")]),
        ];
    }

    protected override async Task RefreshAsync()
    {
        _tree = await Departments.RunAsync(await Current.GetAsync());
        if (_list is not null)
            await _list.RefreshAsync();
    }

    private Task<Outcome<Page<PersonRow>>> LoadAsync(ListRequest request, CancellationToken ct)
    {
        var filters = request.Filters;
        _department = filters.Number("department");
        return People.RunAsync(request.Actor, new(filters.Text("q"), _department, filters.Number("role"), filters.Text("state") is { } state ? state == "off" : null, filters.Text("kind") is { } kind ? kind == "certificate" : null), request.Page, ct);
    }

    private async Task DisableAsync(PersonRow person, bool disabled)
    {
        if (disabled && !await Dialogs.ConfirmAsync("停用账号", $"停用后，{person.Name} 会立即退出登录，直到重新启用。", "停用", danger: true))
            return;
        await TellAsync(await Disable.RunAsync(await Current.GetAsync(), person.Id, disabled), disabled ? $"{person.Name} 的账号已停用。" : $"{person.Name} 的账号已启用。");
    }

    private async Task RemoveAsync(PersonRow person)
    {
        if (!await Dialogs.ConfirmTypedAsync("删除账号", $"删除后，{person.Name} 不能再登录，账号名可以给别人使用；他做过的操作仍保留在审计日志里。", person.Name, "删除"))
            return;
        await TellAsync(await Remove.RunAsync(await Current.GetAsync(), person.Id), $"{person.Name} 的账号已删除。");
    }

    private async Task ResetAsync(PersonRow person)
    {
        if (!await Dialogs.ConfirmAsync("重置密码", $"会为 {person.Name} 生成新的随机密码，旧密码立即失效，已登录的设备会退出。", "重置"))
            return;
        var reset = await Reset.RunAsync(await Current.GetAsync(), person.Id);
        if (reset.TryGet(out var password))
            await PasswordShown.ShowAsync(Dialogs, person.Name, person.SignInName, password);
        else
            Toasts.Refused(reset);
    }

    private async Task ResetSecondFactorAsync(PersonRow person)
    {
        if (await Dialogs.ConfirmAsync("重置两步验证", $"重置后，{person.Name} 只用密码就能登录，已登录的设备会退出。请先确认是本人要求的。", "重置", danger: true))
            await TellAsync(await SecondFactor.RunAsync(await Current.GetAsync(), person.Id), $"{person.Name} 的两步验证已重置。");
    }

    private async Task TellAsync(Outcome outcome, string done)
    {
        Toasts.Tell(outcome, done);
        await RefreshAsync();
    }

    private static string KindOf(PersonRow person) => person.IsCertificate ? "数字证书" : "员工";

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
