using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Options;
using Yaosu.Orgs;
using Yaosu.Orgs.SignIn;
using Yaosu.Platform.Hosting;
using Yaosu.Platform.Ui.Shell;
using Yaosu.Server.Security;

namespace Yaosu.Server.SignIn;

/// <summary>The port that asks for a client certificate. It serves one address, which hands the browser over to the console.</summary>
internal static class CertificatePort
{
    private const string Section = "CertificateSignIn";

    /// <summary>For a host that will listen: a verb needs no certificate. One that can't be used is said at once.</summary>
    internal static void ListenForCertificates(this WebApplicationBuilder builder)
    {
        var options = Read(builder.Configuration);
        if (!options.IsOn || string.IsNullOrWhiteSpace(options.CertificatePath))
            return;
        var (own, chain) = OwnCertificate(options);
        builder.WebHost.UseUrls([.. (builder.Configuration["Urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries), $"https://{options.Host}:{options.Port}"]);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(listen =>
        {
            if (listen.IPEndPoint?.Port != options.Port)
                return;
            listen.Protocols = HttpProtocols.Http1; // One connection, one question; another certificate is another connection.
            listen.UseHttps(https => AskForCertificate(https, own, chain));
        }));
    }

    /// <summary>Nothing but the one address is served there, and that address nowhere else.</summary>
    internal static IApplicationBuilder UseCertificatePort(this IApplicationBuilder app)
    {
        var options = app.ApplicationServices.GetRequiredService<IOptions<CertificateSignInOptions>>().Value;
        return options.IsOn ? app.Use((http, next) =>
        {
            var isPort = http.Connection.LocalPort == options.Port;
            // Would hold for every port of the name, also for a console that is served without TLS.
            if (isPort && options.Console.Scheme != Uri.UriSchemeHttps)
                http.Features.Set(new WithoutStrictTransport());
            if (isPort == (http.Request.Path == OrgsUrls.PresentCertificate))
                return next(http);
            if (isPort && HttpMethods.IsGet(http.Request.Method))
                http.Response.Redirect(options.Console.AbsoluteUri);
            else
                http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }) : app;
    }

    internal static void MapCertificatePort(this IEndpointRouteBuilder routes) => routes.MapGet(OrgsUrls.PresentCertificate, async (
        HttpContext http, string? browser, string? @return, SignInWithCertificate signIn, IOptions<CertificateSignInOptions> settings, ILogger<CertificateSignInOptions> log) =>
    {
        var options = settings.Value;
        if (!options.IsOn || http.Connection.LocalPort != options.Port)
            return Results.NotFound();
        // The browser must ask again who it is the next time, perhaps with another certificate.
        http.Response.Headers.Connection = "close";
        http.Response.Headers.CacheControl = "no-store";
        var presented = await http.Connection.GetClientCertificateAsync(http.RequestAborted);
        var proven = await signIn.ProveAsync(presented, browser, SignInProgress.AddressOf(http), SignInProgress.DeviceOf(http), http.RequestAborted);
        if (!proven.IsDone)
            log.LogWarning(SecurityEvents.SignInRefused, "A sign-in by certificate from {Address} was refused: {Reason}", http.Connection.RemoteIpAddress, proven.Refusal!.Code);
        var back = OrgsUrls.SignInByCertificateThen(ShellUrls.Inside(@return)) + (proven.TryGet(out var code) ? $"&code={code}" : $"&refused={proven.Refusal!.Code}");
        return Results.Redirect(new Uri(options.Console, back).AbsoluteUri);
    }).AllowAnonymous();

    /// <summary>Nobody opens the console there.</summary>
    internal static bool Is(IServiceProvider services, string url) =>
        services.GetRequiredService<IOptions<CertificateSignInOptions>>().Value is { IsOn: true } options && BindingAddress.Parse(url).Port == options.Port;

    private static CertificateSignInOptions Read(IConfiguration settings)
    {
        try
        {
            return settings.GetSection(Section).Get<CertificateSignInOptions>() ?? new();
        }
        catch (InvalidOperationException)
        {
            return new(); // What can't be read is said with the other options.
        }
    }

    private static void AskForCertificate(HttpsConnectionAdapterOptions https, X509Certificate2 own, X509Certificate2Collection chain)
    {
        https.ServerCertificate = own;
        https.ServerCertificateChain = chain;
        https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
        // Who has none is told so in a sentence; a handshake that breaks off tells him nothing.
        https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
        // That the browser has the key is checked by the handshake; whose certificate it is, by its fingerprint, whoever issued it.
        https.ClientCertificateValidation = (_, _, _) => true;
        https.OnAuthenticate = (_, ssl) =>
        {
            // Nothing that a stranger's certificate names is fetched.
            ssl.CertificateRevocationCheckMode = X509RevocationMode.NoCheck;
            ssl.CertificateChainPolicy = new() { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck, VerificationFlags = X509VerificationFlags.AllFlags };
        };
    }

    private static (X509Certificate2 Own, X509Certificate2Collection Chain) OwnCertificate(CertificateSignInOptions options)
    {
        var path = options.CertificatePath!;
        try
        {
            if (!File.Exists(path))
                throw new StartRefusedException($"配置项 CertificateSignIn:CertificatePath 指向的文件“{path}”不存在，请填写服务器证书文件（.pfx 或 .pem）的路径。");
            var chain = new X509Certificate2Collection();
            if (X509Certificate2.GetCertContentType(path) == X509ContentType.Pkcs12)
            {
                chain.AddRange(X509CertificateLoader.LoadPkcs12CollectionFromFile(path, options.CertificatePassword));
                var own = chain.FirstOrDefault(x => x.HasPrivateKey);
                return own is null ? throw Unusable("文件里没有私钥") : (own, chain);
            }
            if (options.KeyPath is { } key && !File.Exists(key))
                throw new StartRefusedException($"配置项 CertificateSignIn:KeyPath 指向的文件“{key}”不存在，请填写服务器证书私钥文件（PEM）的路径。");
            chain.ImportFromPemFile(path);
            using var fromPem = options.CertificatePassword is { Length: > 0 } password
                ? X509Certificate2.CreateFromEncryptedPemFile(path, password, options.KeyPath)
                : X509Certificate2.CreateFromPemFile(path, options.KeyPath);
            // Windows can't use a key that was never in a store or a package.
            return (X509CertificateLoader.LoadPkcs12(fromPem.Export(X509ContentType.Pkcs12), null), chain);
        }
        catch (CryptographicException)
        {
            throw Unusable("文件、CertificateSignIn:CertificatePassword 或 CertificateSignIn:KeyPath 不匹配");
        }

        StartRefusedException Unusable(string why) => new($"配置项 CertificateSignIn:CertificatePath 的服务器证书“{path}”不能使用：{why}。");
    }
}
