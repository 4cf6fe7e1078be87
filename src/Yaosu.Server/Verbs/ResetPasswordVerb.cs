using Yaosu.Orgs.Account;
using Yaosu.Platform.Hosting;
using Yaosu.Server.Hosting;

namespace Yaosu.Server.Verbs;

/// <summary>The way back in when the last administrator has lost his password.</summary>
internal sealed class ResetPasswordVerb : DatabaseVerb
{
    public override string Name => "reset-password";

    public override string Arguments => "<账号>";

    public override string About => "给账号设一个随机密码，并结束它的全部登录";

    protected override void Check(ProductDatabase database, VerbArguments arguments) => _ = arguments.Word(0, "要重置密码的账号，例如 reset-password admin");

    protected override async Task<int> RunAsync(WebApplication app, ProductDatabase database, VerbArguments arguments)
    {
        var account = arguments.Word(0, "");
        var reset = await app.Services.GetRequiredService<ResetPassword>().RunAsync(account, app.Lifetime.ApplicationStopping);
        if (!reset.TryGet(out var password))
            throw new StartRefusedException(reset.Refusal!.Text);
        Console.WriteLine($"账号 {account} 的新密码（只显示这一次，登录后请修改密码）：{password}");
        return 0;
    }
}
