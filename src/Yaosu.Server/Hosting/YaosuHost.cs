using System.Globalization;
using Microsoft.Extensions.Options;
using Yaosu.Platform.Data;
using Yaosu.Platform.Hosting;
using Yaosu.Server.Verbs;

namespace Yaosu.Server.Hosting;

/// <summary>Starts the host or runs one of its verbs.</summary>
public static class YaosuHost
{
    public static async Task<int> RunAsync(string[] args)
    {
        var chinese = ChineseCulture.Create();
        CultureInfo.DefaultThreadCurrentCulture = chinese;
        CultureInfo.DefaultThreadCurrentUICulture = chinese;

        if (Verb.Asked(args) is { } verb)
            return await verb.RunAsync(args[1..]);

        var builder = WebApplication.CreateBuilder(args);
        builder.AddYaosuLogging();
        await using var database = await ProductDatabase.OpenAsync(builder.Configuration, builder.Environment);
        builder.AddYaosu(database.Engine);

        await using var app = builder.Build();
        app.UseYaosu();
        await PrepareAsync(app);
        await ListenAsync(app);
        return 0;
    }

    private static async Task PrepareAsync(WebApplication app)
    {
        CheckOptions(app);
        var databases = app.Services.GetRequiredService<AppDbFactory>();
        await DatabaseMigrator.MigrateAsync(databases, app.Lifetime.ApplicationStopping);
        var logins = await FirstStart.RunAsync(app.Services, app.Configuration, app.Environment, app.Lifetime.ApplicationStopping);
        app.Lifetime.ApplicationStarted.Register(() => StartBanner.Print(app.Urls, logins));
    }

    /// <summary>Options are checked before the database is touched, so that a wrong key is the first thing said.</summary>
    private static void CheckOptions(WebApplication app)
    {
        try
        {
            app.Services.GetService<IStartupValidator>()?.Validate();
        }
        catch (OptionsValidationException e)
        {
            throw new StartRefusedException("配置有误：" + string.Join("；", e.Failures.Select(failure => failure[(failure.LastIndexOf("error: '", StringComparison.Ordinal) is var at and >= 0 ? at + 8 : 0)..].TrimEnd('\'', '.'))) + "。");
        }
    }

    private static async Task ListenAsync(WebApplication app)
    {
        try
        {
            await app.RunAsync();
        }
        catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new StartRefusedException($"地址 {app.Configuration["Urls"]} 已被其他程序占用：请停掉占用它的程序，或用 --urls 或配置项 Urls 换一个端口，例如 --urls http://localhost:5081。");
        }
    }
}
