using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;

namespace Yaosu.Orgs.ExternalAccounts;

/// <summary>Section <c>ExternalSignIn</c>.</summary>
public sealed class ExternalSignInOptions : IValidatableObject
{
    /// <summary>Empty: nobody signs in by an external account, and none has to be bound.</summary>
    public List<ExternalProvider> Providers { get; set; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        for (var i = 0; i < Providers.Count; i++)
        {
            foreach (var problem in Providers[i].Problems($"ExternalSignIn:Providers:{i}"))
                yield return new(problem);
        }
        if (Providers.Select(x => x.Key).Distinct(StringComparer.Ordinal).Count() < Providers.Count)
            yield return new("ExternalSignIn:Providers 中有两个相同的 Key，每个登录方式应有自己的 Key");
    }
}

/// <summary>One identity provider. With an <see cref="Authority"/> it speaks OpenID Connect and is asked for its addresses; without one it speaks OAuth 2.0 and they are given here.</summary>
public sealed partial class ExternalProvider
{
    /// <summary>Stands in addresses and in the database: never changed once accounts are bound.</summary>
    public string Key { get; set; } = "";

    /// <summary>On the button.</summary>
    public string Name { get; set; } = "";

    public Uri? Authority { get; set; }

    public Uri? AuthorizeUrl { get; set; }

    public Uri? TokenUrl { get; set; }

    public Uri? UserInfoUrl { get; set; }

    public string ClientId { get; set; } = "";

    /// <summary>Sent to the token address alone; never logged.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>Parted by blanks; null: <c>openid profile</c> with an authority, none without.</summary>
    public string? Scopes { get; set; }

    /// <summary>The field that names the account for ever.</summary>
    public string SubjectField { get; set; } = "sub";

    /// <summary>The field with the name that people know.</summary>
    public string NameField { get; set; } = "name";

    internal bool IsOidc => Authority is not null;

    internal string ScopesToAsk => Scopes ?? (IsOidc ? "openid profile" : "");

    internal IEnumerable<string> Problems(string at)
    {
        if (!KeyShape().IsMatch(Key))
            yield return $"{at}:Key 应为 2 到 30 个小写字母、数字或连字符";
        if (Name.Length is 0 or > 20)
            yield return $"{at}:Name 应为 1 到 20 个字，会显示在登录按钮上";
        if (ClientId.Length == 0)
            yield return $"缺少 {at}:ClientId";
        if (ClientSecret.Length == 0)
            yield return $"缺少 {at}:ClientSecret";
        if (IsOidc)
        {
            if (!IsSafe(Authority))
                yield return $"{at}:Authority 应为 https 地址";
            yield break;
        }
        foreach (var (name, url) in new[] { (nameof(AuthorizeUrl), AuthorizeUrl), (nameof(TokenUrl), TokenUrl), (nameof(UserInfoUrl), UserInfoUrl) })
        {
            if (!IsSafe(url))
                yield return $"{at}:{name} 应为 https 地址；支持 OpenID Connect 的平台可以只填 {at}:Authority";
        }
    }

    /// <summary>Secrets and codes travel to it; plain http is for this machine alone.</summary>
    internal static bool IsSafe(Uri? url) => url is { IsAbsoluteUri: true } && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback));

    [GeneratedRegex(@"^[a-z0-9-]{2,30}\z", RegexOptions.CultureInvariant)]
    private static partial Regex KeyShape();
}
