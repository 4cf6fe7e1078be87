using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using Yaosu.Platform.Access;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Background;
using Yaosu.Platform.Data;
using Yaosu.Platform.Hosting;
using Yaosu.Platform.Live;
using Yaosu.Platform.Modules;
using Yaosu.Platform.Security;
using Yaosu.Platform.Ui;
using Yaosu.Platform.Ui.Shell;
using Yaosu.Server.Health;
using Yaosu.Server.Security;
using Yaosu.Server.SignIn;

namespace Yaosu.Server.Hosting;

/// <summary>Everything the host registers, in one screen.</summary>
public static class YaosuServices
{
    // Five hundred scanned addresses pasted at once, in three bytes for each character at the worst.
    private const int LargestFromBrowser = 192 * 1024;

    public static void AddYaosu(this WebApplicationBuilder builder, ProductDatabase database)
    {
        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(ProductModules.All);
        // Asked for only once the database is open; options are checked before that.
        services.AddSingleton<IDatabaseEngine>(_ => database.Engine);
        services.AddSingleton<AppDbFactory>(provider => new(
            provider.GetRequiredService<ModuleList>(), provider.GetRequiredService<IDatabaseEngine>(), provider.GetRequiredService<ILiveTopics>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILoggerFactory>()));
        foreach (var module in ProductModules.All.All)
            module.AddServices(services);

        services.AddYaosuBackground();
        services.AddSingleton<Platform.Doctor.Examine>();
        services.AddYaosuUi();
        services.AddChecked<ShellOptions>("Shell");
        services.AddSingleton<AuditWords>();
        services.AddSingleton<ObjectHistory>();
        // Chinese as it is written: as entities a page would be almost three times as long.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(hub => hub.MaximumReceiveMessageSize = LargestFromBrowser);
        services.AddCascadingAuthenticationState();
        services.AddScoped<RequestActor>();
        services.AddSingleton<DataProtectionKeys>();
        services.AddHostedService<DatabaseWatch>();
        services.AddAuthorizationBuilder().SetFallbackPolicy(new Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "__Host-yaosu-csrf";
            // Browsers take a Secure cookie over http from localhost; the framework would refuse to make one. The cookie policy adds the attribute.
            options.Cookie.SecurePolicy = CookieSecurePolicy.None;
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.HttpOnly = true;
        });
        services.AddDataProtection().SetApplicationName("yaosu");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>, KeysInDatabase>();
        services.AddYaosuRateLimits();
        services.AddYaosuHealth();

        services.AddChecked<CircuitLimits>("Circuits");
        services.AddSingleton<CircuitCount>();
        services.AddScoped<CircuitHandler, CircuitCounting>();

        services.Configure<HostOptions>(options => (options.ShutdownTimeout, options.ServicesStopConcurrently) = (TimeSpan.FromSeconds(8), true)); // A slow download must not eat the time in which jobs give back their leases.
        var proxies = TrustedProxies(builder.Configuration);
        services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardLimit = null; // As many hops as are trusted; it stops at the first that isn't.
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            foreach (var proxy in proxies)
                options.KnownIPNetworks.Add(proxy);
        });
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 1024 * 1024; // Uploads raise it for themselves.
        });
        services.AddChecked<CertificateSignInOptions>("CertificateSignIn");
        builder.AddYaosuTelemetry();
    }

    private static List<System.Net.IPNetwork> TrustedProxies(IConfiguration settings) =>
    [
        .. (settings.GetSection("Proxy:Trusted").Get<string[]>() ?? []).Select(text =>
            System.Net.IPNetwork.TryParse(text, out var network) ? network
            : System.Net.IPAddress.TryParse(text, out var address) ? new(address, address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? 32 : 128)
            : throw new StartRefusedException($"配置项 Proxy:Trusted 中的“{text}”不是 IP 地址或网段，例如 10.0.0.5 或 10.0.0.0/24。")),
    ];
}
