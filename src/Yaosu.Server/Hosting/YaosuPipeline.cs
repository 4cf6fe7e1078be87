using Microsoft.AspNetCore.StaticAssets;
using Yaosu.Orgs.Sessions;
using Yaosu.Platform.Access;
using Yaosu.Platform.Modules;
using Yaosu.Server.Components;
using Yaosu.Server.Errors;
using Yaosu.Server.Health;
using Yaosu.Server.Security;
using Yaosu.Server.SignIn;

namespace Yaosu.Server.Hosting;

/// <summary>The way of a request, in order.</summary>
public static class YaosuPipeline
{
    public static void UseYaosu(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseSecurityHeaders();
        app.UseStoppingAnswers();
        app.UseSecurityEvents();
        app.UseCertificatePort();
        app.UseErrorPages();
        app.UseRequestLocalization(options =>
        {
            options.SetDefaultCulture("zh-CN").AddSupportedCultures("zh-CN").AddSupportedUICultures("zh-CN");
            options.RequestCultureProviders.Clear();
        });
        app.UseCookiePolicy(new() { Secure = CookieSecurePolicy.Always, HttpOnly = Microsoft.AspNetCore.CookiePolicy.HttpOnlyPolicy.None, MinimumSameSitePolicy = SameSiteMode.Lax });
        app.UseOriginCheck();
        app.MapStaticAssets().AllowAnonymous();
        app.UseRouting();
        app.UseRateLimiter();
        // The framework would put its own at the very start, as it only sees those outside branches.
        ((IApplicationBuilder)app).Properties["__AuthenticationMiddlewareSet"] = true;
        app.UseWhen(AsksWhoItIs, person =>
        {
            person.UseAuthentication();
            person.Use(NameActorAsync);
            person.UseCircuitGate();
        });
        app.UseAuthorization();
        app.UseAntiforgery();
        app.UseFormErrors();

        app.MapYaosuHealth();
        app.MapQrStage();
        app.MapCertificatePort();
        foreach (var module in app.Services.GetRequiredService<ModuleList>().All)
            module.MapEndpoints(app);
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(options => options.DisableWebSocketCompression = true)
            .AddAdditionalAssemblies([.. ProductModules.PageAssemblies]);
    }

    /// <summary>An error page, its style sheets and the question whether the process lives are for everybody. Asking the database who it is would fail just when
    /// the database is what failed.</summary>
    private static bool AsksWhoItIs(HttpContext http) => !ErrorPages.IsOne(http)
        && !http.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal)
        && http.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is null;

    /// <summary>Endpoints of modules ask <see cref="RequestActor"/> who it is; they never look into claims.</summary>
    private static async Task NameActorAsync(HttpContext http, RequestDelegate next)
    {
        if (SessionCookie.KeyOf(http.User) is { } key
            && await http.RequestServices.GetRequiredService<SessionStore>().ActorOfAsync(key, http.RequestAborted) is { } actor)
            http.RequestServices.GetRequiredService<RequestActor>().Set(actor with { Address = http.Connection.RemoteIpAddress?.ToString() });
        await next(http);
    }
}
