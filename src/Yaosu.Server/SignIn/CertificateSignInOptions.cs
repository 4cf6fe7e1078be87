using System.ComponentModel.DataAnnotations;

namespace Yaosu.Server.SignIn;

/// <summary>Section <c>CertificateSignIn</c>: a port of its own that asks browsers for a client certificate.</summary>
public sealed class CertificateSignInOptions : IValidatableObject
{
    /// <summary>0 is off.</summary>
    [Range(0, 65535, ErrorMessage = "CertificateSignIn:Port 应在 0 到 65535 之间，0 为不启用")]
    public int Port { get; set; }

    /// <summary>Which addresses of the machine it listens on: <c>*</c>, <c>localhost</c> or one of them.</summary>
    public string Host { get; set; } = "*";

    /// <summary>The server's own certificate: a PFX file, or PEM with its key beside it in <see cref="KeyPath"/>.</summary>
    public string? CertificatePath { get; set; }

    public string? CertificatePassword { get; set; }

    /// <summary>Null for a PFX file, and for a PEM file that holds the key itself.</summary>
    public string? KeyPath { get; set; }

    /// <summary>Where browsers have the console. Only there does a hand-over lead: a Host header could be anybody's.</summary>
    public string? ConsoleUrl { get; set; }

    /// <summary>Where browsers reach the port; null for the console's own name and <see cref="Port"/>.</summary>
    public string? Url { get; set; }

    public bool IsOn => Port > 0;

    internal Uri Console => new(ConsoleUrl!, UriKind.Absolute);

    internal Uri Public => Url is { Length: > 0 } url ? new(url, UriKind.Absolute) : new UriBuilder("https", Console.Host, Port).Uri;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsOn)
            yield break;
        if (!IsSite(ConsoleUrl, Uri.UriSchemeHttps, Uri.UriSchemeHttp))
            yield return new("CertificateSignIn:ConsoleUrl 应填写浏览器打开控制台的网址，例如 https://console.example.com");
        if (Url is { Length: > 0 } && !IsSite(Url, Uri.UriSchemeHttps))
            yield return new("CertificateSignIn:Url 应为 https:// 开头的网址，例如 https://console.example.com:5443");
        if (string.IsNullOrWhiteSpace(CertificatePath))
            yield return new("CertificateSignIn:CertificatePath 应填写服务器证书文件（.pfx 或 .pem）的路径");
    }

    private static bool IsSite(string? text, params string[] schemes) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && schemes.Contains(uri.Scheme) && uri is { PathAndQuery: "/", Fragment: "" };
}
