namespace Yaosu.Server.Hosting;

/// <summary>What whoever started the host reads: where it is, and how to get in.</summary>
internal static class StartBanner
{
    internal static void Print(IEnumerable<string> urls, IReadOnlyList<FirstStart.Login> logins)
    {
        Console.WriteLine();
        Console.WriteLine("药溯已就绪：" + string.Join("  ", urls));
        PrintLogins(logins);
        Console.WriteLine("按 Ctrl+C 停止。");
        Console.WriteLine();
    }

    internal static void PrintLogins(IReadOnlyList<FirstStart.Login> logins)
    {
        if (logins.Count > 0)
            Console.WriteLine(logins[0].IsDemo ? "演示账号：" : "首次启动生成的管理员账号（只显示这一次，登录后请修改密码）：");
        foreach (var login in logins)
            Console.WriteLine($"  {login.Name,-12} 密码 {login.Password}  {login.Who}");
    }
}
