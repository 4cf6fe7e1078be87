using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Yaosu.Platform.Sms;

public enum SmsProvider
{
    /// <summary>Nothing leaves the machine; texts are kept for the platform's operators to read. For demos and trials.</summary>
    Local,

    Http,
}

/// <summary>Section <c>Sms</c>.</summary>
public sealed class SmsOptions : IValidatableObject
{
    public SmsProvider Provider { get; set; }

    public Uri? Endpoint { get; set; }

    public string KeyId { get; set; } = "";

    /// <summary>Signs the requests; never sent, logged or put into a message.</summary>
    public string Secret { get; set; } = "";

    /// <summary>短信签名, as registered with the provider.</summary>
    public string SignName { get; set; } = "";

    /// <summary>The provider's template for each <see cref="SmsKind.Code"/>.</summary>
    public Dictionary<string, string> Templates { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>For one number, whatever is sent to it.</summary>
    public SmsLimits Limits { get; set; } = new() { PerMinute = 1, PerHour = 5, PerDay = 10 };

    /// <summary>Tighter ones for one number and one <see cref="SmsKind.Code"/>.</summary>
    public Dictionary<string, SmsLimits> KindLimits { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    [Range(1, 3650, ErrorMessage = "Sms:KeepDays 应在 1 到 3650 之间")]
    public int KeepDays { get; set; } = 30;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (key, limits) in KindLimits.Select(x => ($"Sms:KindLimits:{x.Key}", x.Value)).Prepend(("Sms:Limits", Limits)))
        {
            if (limits.PerMinute < 1 || limits.PerHour < limits.PerMinute || limits.PerDay < limits.PerHour)
                yield return new($"{key} 应满足 1 ≤ PerMinute ≤ PerHour ≤ PerDay");
        }
        if (Provider != SmsProvider.Http)
            yield break;
        if (Endpoint is not { IsAbsoluteUri: true } || !(Endpoint.Scheme == Uri.UriSchemeHttps || (Endpoint.Scheme == Uri.UriSchemeHttp && Endpoint.IsLoopback)))
            yield return new("Sms:Endpoint 应为短信服务的 https 地址", [nameof(Endpoint)]);
        if (string.IsNullOrWhiteSpace(KeyId))
            yield return new("缺少 Sms:KeyId（短信服务的访问标识）", [nameof(KeyId)]);
        if (Secret.Length < 16)
            yield return new("Sms:Secret 缺失或过短（短信服务的密钥，至少 16 个字符）", [nameof(Secret)]);
        if (string.IsNullOrWhiteSpace(SignName))
            yield return new("缺少 Sms:SignName（短信签名）", [nameof(SignName)]);
        if (Timeout < TimeSpan.FromMilliseconds(100) || Timeout > TimeSpan.FromSeconds(50))
            yield return new("Sms:Timeout 应在 00:00:00.1 到 00:00:50 之间", [nameof(Timeout)]);
    }
}

public sealed class SmsLimits
{
    public int PerMinute { get; set; } = int.MaxValue;

    public int PerHour { get; set; } = int.MaxValue;

    public int PerDay { get; set; } = int.MaxValue;
}

/// <summary>Every kind that some module sends needs its template, or its users wait for messages that never come.</summary>
internal sealed class SmsTemplatesCheck(IEnumerable<SmsKind> kinds) : IValidateOptions<SmsOptions>
{
    public ValidateOptionsResult Validate(string? name, SmsOptions options)
    {
        if (options.Provider != SmsProvider.Http)
            return ValidateOptionsResult.Success;
        var missing = kinds.Where(kind => string.IsNullOrWhiteSpace(options.Templates.GetValueOrDefault(kind.Code))).Select(kind => $"缺少 Sms:Templates:{kind.Code}（“{kind.Name}”的短信模板编号）").ToList();
        return missing.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(missing);
    }
}
