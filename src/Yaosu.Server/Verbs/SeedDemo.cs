using Yaosu.Platform.Data;
using Yaosu.Server.Hosting;

namespace Yaosu.Server.Verbs;

internal sealed class SeedDemo : DatabaseVerb
{
    public override string Name => "seed-demo";

    public override string About => "在空数据库中建立演示数据并打印演示账号";

    protected override async Task<int> RunAsync(WebApplication app, ProductDatabase database, VerbArguments arguments)
    {
        await DatabaseMigrator.MigrateAsync(app.Services.GetRequiredService<AppDbFactory>(), app.Lifetime.ApplicationStopping);
        app.Configuration[FirstStart.DemoKey] = "true";
        StartBanner.PrintLogins(await FirstStart.RunAsync(app.Services, app.Configuration, app.Environment, app.Lifetime.ApplicationStopping));
        return 0;
    }
}
