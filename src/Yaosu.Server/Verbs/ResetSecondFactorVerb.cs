using Yaosu.Orgs.Account;
using Yaosu.Platform.Hosting;
using Yaosu.Server.Hosting;

namespace Yaosu.Server.Verbs;

/// <summary>The way back in when a main account has lost its phone and its recovery codes.</summary>
internal sealed class ResetSecondFactorVerb : DatabaseVerb
{
    public override string Name => "reset-second-factor";

    public override string Arguments => "<账号>";

    public override string About => "关闭账号的两步验证，并结束它的全部登录";

    protected override void Check(ProductDatabase database, VerbArguments arguments) => _ = arguments.Word(0, "要重置两步验证的账号，例如 reset-second-factor admin");

    protected override async Task<int> RunAsync(WebApplication app, ProductDatabase database, VerbArguments arguments)
    {
        var account = arguments.Word(0, "");
        var reset = await app.Services.GetRequiredService<ResetLostSecondFactor>().RunAsync(account, app.Lifetime.ApplicationStopping);
        if (!reset.IsDone)
            throw new StartRefusedException(reset.Refusal!.Text);
        Console.WriteLine($"账号 {account} 的两步验证已关闭，下次只用密码登录；请提醒本人登录后重新开启。");
        return 0;
    }
}
