using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Orgs.Sessions;

/// <summary>The columns that 登录设备 and 在线用户 share.</summary>
internal static class SessionColumns
{
    internal static readonly IReadOnlyList<ListColumn<SessionRow>> OfSelf =
    [
        new("device", "设备", row => DeviceName.Of(row.Device)) { Always = true },
        new("address", "登录地址", row => row.Address) { Mono = true, Width = 160 },
        new("method", "登录方式", row => row.Method is { } method ? Labels.Of(method) : "") { Width = 110 },
        new("started", "登录时间", row => ChinaTime.Text(row.StartedAt)) { Width = 170 },
        new("seen", "最近操作", row => ChinaTime.Text(row.SeenAt)) { Width = 170 },
        new("state", "状态", StateOf) { Width = 100, Template = row => StatusTag.Of(StateOf(row), row.IsCurrent ? Tone.Ok : Tone.Neutral) },
    ];

    internal static readonly IReadOnlyList<ListColumn<SessionRow>> OfOthers =
    [
        new("person", "姓名", row => row.Person) { Always = true, Width = 140 },
        new("account", "登录账号", row => row.SignInName) { Width = 140 },
        .. OfSelf,
    ];

    private static string StateOf(SessionRow row) => row.IsCurrent ? "本机" : row.IsLocked ? "已锁屏" : "在线";
}
