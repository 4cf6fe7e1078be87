using Yaosu.Platform.Data;
using Yaosu.Server.Hosting;

namespace Yaosu.Server.Verbs;

internal sealed class Migrate : DatabaseVerb
{
    public override string Name => "migrate";

    public override string About => "把数据库结构升级到当前版本";

    protected override async Task<int> RunAsync(WebApplication app, ProductDatabase database, VerbArguments arguments)
    {
        await DatabaseMigrator.MigrateAsync(app.Services.GetRequiredService<AppDbFactory>(), app.Lifetime.ApplicationStopping);
        Console.WriteLine("数据库结构已是最新。");
        return 0;
    }
}
