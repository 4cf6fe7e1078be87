using System.ComponentModel.DataAnnotations;

namespace Yaosu.Codes;

/// <summary>Section <c>Codes</c>.</summary>
public sealed class CodesOptions : IValidatableObject
{
    /// <summary>Where consumers reach the scan page; stands in every QR code that is printed, so nobody guesses it: without it no codes are made.</summary>
    public Uri? ScanUrl { get; set; }

    /// <summary>Codes of all levels that one request may make.</summary>
    [Range(1, 100_000_000, ErrorMessage = "Codes:MostPerRequest 应在 1 到 100000000 之间")]
    public long MostPerRequest { get; set; } = 1_000_000;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ScanUrl is not null and not { IsAbsoluteUri: true, Scheme: "https" or "http", Query: "", Fragment: "", OriginalString.Length: <= 150 })
            yield return new("Codes:ScanUrl 应为消费者访问扫码页的网址，例如 https://m.example.com", [nameof(ScanUrl)]);
    }

    /// <summary>What stands before each code of a merchant.</summary>
    internal static string AddressOf(Uri scanUrl, string merchantCode) => $"{scanUrl.OriginalString.TrimEnd('/')}/c/{merchantCode}/";
}
