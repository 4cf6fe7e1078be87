using System.Globalization;
using Yaosu.Platform.Data;
using Yaosu.Platform.Ui;
using Yaosu.Server.SignIn;
using Yaosu.Server.Verbs;

namespace Yaosu.Server.Hosting;

/// <summary>Starts the host or runs one of its verbs.</summary>
public static class YaosuHost
{
    public static async Task<int> RunAsync(string[] args)
    {
        var chinese = RadzenTexts.Culture;
        CultureInfo.DefaultThreadCurrentCulture = chinese;
        CultureInfo.DefaultThreadCurrentUICulture = chinese;

        if (Verb.Asked(args) is { } verb)
            return await verb.RunAsync(new(args[1..]));

        var builder = CreateBuilder(args, isVerb: false);
        await using var database = ProductDatabase.Choose(builder.Configuration, builder.Environment);
        builder.ListenForCertificates();
        await using var app = Build(builder, database);
        FreeAddress.Check(builder.Configuration);
        await database.OpenAsync(app.Lifetime.ApplicationStopping);
        app.UseYaosu();
        await ListenAsync(app, await PrepareAsync(app));
        return 0;
    }

    internal static WebApplicationBuilder CreateBuilder(string[] args, bool isVerb = true)
    {
        // A service manager may start the program from anywhere; its settings lie beside it.
        var elsewhere = !File.Exists("appsettings.json");
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = elsewhere ? AppContext.BaseDirectory : null });
        builder.Configuration.AddSecretsFromFiles();
        builder.AddYaosuLogging(isVerb);
        return builder;
    }

    /// <summary>Everything is registered and every option checked; the database is still untouched, so a wrong key is the first thing said.</summary>
    internal static WebApplication Build(WebApplicationBuilder builder, ProductDatabase database)
    {
        builder.AddYaosu(database);
        var app = builder.Build();
        app.Services.CheckOptions();
        return app;
    }

    private static async Task<IReadOnlyList<FirstStart.Login>> PrepareAsync(WebApplication app)
    {
        var databases = app.Services.GetRequiredService<AppDbFactory>();
        await DatabaseMigrator.MigrateAsync(databases, app.Lifetime.ApplicationStopping);
        return await FirstStart.RunAsync(app.Services, app.Configuration, app.Environment, app.Lifetime.ApplicationStopping);
    }

    private static async Task ListenAsync(WebApplication app, IReadOnlyList<FirstStart.Login> logins)
    {
        var told = false;
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            told = true;
            StartBanner.Print(app.Urls.Where(url => !CertificatePort.Is(app.Services, url)), logins);
        });
        try
        {
            await app.RunAsync();
        }
        catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            // Taken since we looked.
            throw FreeAddress.Taken(app.Configuration);
        }
        finally
        {
            // A password that is told only once must be told, whatever kept the host from starting.
            if (!told)
                StartBanner.PrintLogins(logins);
        }
    }
}
