using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yaosu.Server;
using Yaosu.Server.Hosting;
using Yaosu.Server.SignIn;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Hosting;

/// <summary>The whole host in this process, on real loopback ports and a test's own database, whose rows the test can make and change.</summary>
internal sealed class HostInside : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ProductDatabase _database;

    private HostInside(WebApplication app, ProductDatabase database, Uri console) => (_app, _database, Console) = (app, database, console);

    internal Uri Console { get; }

    internal IServiceProvider Services => _app.Services;

    internal static async Task<HostInside> StartAsync(TestDatabase database, string folder, int port, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = typeof(ProductModules).Assembly.GetName().Name, EnvironmentName = "Production" });
        builder.Logging.ClearProviders();
        // As in development: what takes a scoped service out of no scope fails here, too.
        builder.Host.UseServiceProviderFactory(new DefaultServiceProviderFactory(new ServiceProviderOptions { ValidateScopes = true }));
        var console = new Uri($"http://127.0.0.1:{port}");
        foreach (var (key, value) in settings.Concat([(ProductDatabase.ProviderKey, "PostgreSql"), (ProductDatabase.ConnectionKey, database.ConnectionString), ("Data:Folder", folder), ("Urls", console.AbsoluteUri.TrimEnd('/'))]))
            builder.Configuration[key] = value;
        builder.ListenForCertificates();
        var chosen = ProductDatabase.Choose(builder.Configuration, builder.Environment);
        var app = YaosuHost.Build(builder, chosen);
        app.UseYaosu();
        await app.StartAsync();
        return new(app, chosen, console);
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }
}
