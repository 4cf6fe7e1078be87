using Yaosu.Platform.Data;
using Yaosu.Server.Hosting;

namespace Yaosu.Server.Verbs;

/// <summary>What the host executable does instead of serving: <c>Yaosu.Server migrate</c>, <c>doctor</c>, …</summary>
public abstract class Verb
{
    private static readonly IReadOnlyList<Verb> All = [new Migrate(), new SeedDemo()];

    public abstract string Name { get; }

    /// <summary>Null when the host should simply serve.</summary>
    public static Verb? Asked(string[] args) => args is [var first, ..] && !first.StartsWith('-') ? All.FirstOrDefault(verb => verb.Name == first) ?? new Unknown(All, first) : null;

    public async Task<int> RunAsync(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddYaosuLogging();
        await using var database = await ProductDatabase.OpenAsync(builder.Configuration, builder.Environment);
        builder.AddYaosu(database.Engine);
        await using var app = builder.Build();
        return await RunAsync(app, database, args);
    }

    protected abstract Task<int> RunAsync(WebApplication app, ProductDatabase database, string[] args);

    private sealed class Unknown(IReadOnlyList<Verb> all, string asked) : Verb
    {
        public override string Name => "";

        protected override Task<int> RunAsync(WebApplication app, ProductDatabase database, string[] args) =>
            throw new Platform.Hosting.StartRefusedException($"没有“{asked}”这个命令。可用的命令：{string.Join("、", all.Select(verb => verb.Name))}；不带命令则启动服务。");
    }
}

internal sealed class Migrate : Verb
{
    public override string Name => "migrate";

    protected override async Task<int> RunAsync(WebApplication app, ProductDatabase database, string[] args)
    {
        await DatabaseMigrator.MigrateAsync(app.Services.GetRequiredService<AppDbFactory>(), app.Lifetime.ApplicationStopping);
        Console.WriteLine("数据库结构已是最新。");
        return 0;
    }
}

internal sealed class SeedDemo : Verb
{
    public override string Name => "seed-demo";

    protected override async Task<int> RunAsync(WebApplication app, ProductDatabase database, string[] args)
    {
        await DatabaseMigrator.MigrateAsync(app.Services.GetRequiredService<AppDbFactory>(), app.Lifetime.ApplicationStopping);
        app.Configuration[FirstStart.DemoKey] = "true";
        var logins = await FirstStart.RunAsync(app.Services, app.Configuration, app.Environment, app.Lifetime.ApplicationStopping);
        StartBanner.Print([], logins);
        return 0;
    }
}
