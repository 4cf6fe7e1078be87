namespace Yaosu.Orgs.Sessions;

/// <summary>What people call the browser that a user agent describes: Chrome（Windows）. What it says is the browser's word, not proof.</summary>
public static class DeviceName
{
    // Most pretend to be another one; whoever says more stands first.
    private static readonly IReadOnlyList<(string Mark, string Name)> Browsers =
    [
        ("MicroMessenger/", "微信"), ("DingTalk/", "钉钉"), ("AlipayClient/", "支付宝"), ("QQBrowser/", "QQ 浏览器"), ("HuaweiBrowser/", "华为浏览器"), ("MiuiBrowser/", "小米浏览器"),
        ("Edg/", "Edge"), ("EdgA/", "Edge"), ("EdgiOS/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ];

    private static readonly IReadOnlyList<(string Mark, string Name)> Systems =
    [
        ("OpenHarmony", "鸿蒙"), ("HarmonyOS", "鸿蒙"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Macintosh", "macOS"), ("Linux", "Linux"),
    ];

    public static string Of(string? userAgent)
    {
        var (browser, system) = (NameIn(userAgent, Browsers), NameIn(userAgent, Systems));
        return (browser, system) switch
        {
            (null, null) => "未知设备",
            (null, _) => system,
            (_, null) => browser,
            _ => $"{browser}（{system}）",
        };
    }

    private static string? NameIn(string? userAgent, IReadOnlyList<(string Mark, string Name)> known) =>
        userAgent is null ? null : known.FirstOrDefault(x => userAgent.Contains(x.Mark, StringComparison.Ordinal)).Name;
}
