using System.Net;
using System.Text.RegularExpressions;

namespace Yaosu.Tests.Support;

/// <summary>A browser without a screen: keeps cookies (Secure ones too, as browsers do on localhost), follows nothing by itself.</summary>
public sealed partial class Visitor(Uri address) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.All })
    {
        BaseAddress = address,
        Timeout = TimeSpan.FromSeconds(60),
    };

    public Dictionary<string, string> Cookies { get; } = [];

    public Uri Address => address;

    /// <summary>Where a proxy says that he comes from; null for this machine, whose many visitors share what one address may ask.</summary>
    public string? From { get; init; }

    /// <summary>What the last answers set, attributes and all.</summary>
    public List<string> SetCookies { get; } = [];

    public string CookieHeader => string.Join("; ", Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}"));

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(new(HttpMethod.Get, path) { Headers = { { "Accept", "text/html" } } });

    public Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields) => SendAsync(new(HttpMethod.Post, path)
    {
        Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        Headers = { { "Accept", "text/html" } },
    });

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        if (Cookies.Count > 0)
            request.Headers.Add("Cookie", CookieHeader);
        if (From is not null && !request.Headers.Contains("X-Forwarded-For"))
            request.Headers.Add("X-Forwarded-For", From);
        var response = await _http.SendAsync(request);
        foreach (var set in response.Headers.TryGetValues("Set-Cookie", out var all) ? all : [])
        {
            SetCookies.Add(set);
            var (name, value) = (set[..set.IndexOf('=')], set[(set.IndexOf('=') + 1)..].Split(';')[0]);
            if (value.Length == 0 || set.Contains("expires=Thu, 01 Jan 1970", StringComparison.OrdinalIgnoreCase))
                Cookies.Remove(name);
            else
                Cookies[name] = value;
        }
        return response;
    }

    /// <summary>Fills in the form of the sign-in page.</summary>
    public async Task<HttpResponseMessage> SignInAsync(string name, string password, string path = "/sign-in")
    {
        using var page = await GetAsync(path);
        var html = await page.Content.ReadAsStringAsync();
        return await PostAsync(path, ("_handler", "sign-in"), ("__RequestVerificationToken", TokenOf(html)),
            ("Input.Return", HiddenReturn().Match(html).Groups[1].Value), ("Input.Name", name), ("Input.Password", password));
    }

    public async Task<HttpResponseMessage> SignOutAsync()
    {
        using var page = await GetAsync("/sign-in");
        return await PostAsync("/sign-out", ("__RequestVerificationToken", TokenOf(await page.Content.ReadAsStringAsync())));
    }

    public void Dispose() => _http.Dispose();

    public static async Task<string> HeadlineOfAsync(HttpResponseMessage page) => WebUtility.HtmlDecode(Headline().Match(await page.Content.ReadAsStringAsync()).Groups[1].Value);

    internal static string TokenOf(string html) => WebUtility.HtmlDecode(Token().Match(html).Groups[1].Value);

    [GeneratedRegex("""name="__RequestVerificationToken" value="([^"]+)""")]
    private static partial Regex Token();

    [GeneratedRegex("<h1[^>]*>(.*?)</h1>")]
    private static partial Regex Headline();

    [GeneratedRegex("""name="Input\.Return" value="([^"]*)""")]
    private static partial Regex HiddenReturn();
}
