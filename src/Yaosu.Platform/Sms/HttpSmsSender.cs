using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Yaosu.Platform.Sms;

/// <summary>
/// Posts a message as JSON. The signature is HMAC-SHA256, in hex, over five lines: POST, the path with its query, the time in seconds, a nonce, and the hex
/// SHA-256 of the body. A provider that speaks otherwise gets a sender of its own.
/// </summary>
internal sealed class HttpSmsSender : ISmsSender, IDisposable
{
    private const int LongestAnswer = 64 * 1024;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly SmsOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;

    public HttpSmsSender(IOptions<SmsOptions> options, TimeProvider time)
    {
        (_options, _time) = (options.Value, time);
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(2), ConnectTimeout = _options.Timeout };
        _http = new(handler) { Timeout = _options.Timeout, MaxResponseContentBufferSize = LongestAnswer };
    }

    public async Task<Outcome<SmsReceipt>> SendAsync(SmsToSend sms, CancellationToken ct)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new Request(sms.Id, sms.To.Digits, _options.SignName, _options.Templates[sms.Kind.Code], sms.Values), Json);
        using var request = Signed(body);
        try
        {
            using var response = await _http.SendAsync(request, ct);
            return Read(response.StatusCode, await response.Content.ReadAsStringAsync(ct));
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError)
        {
            throw new SmsNotSentException("连接不上短信服务。", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            // It was on its way: it may have arrived, and one code too few is better than two that contradict each other.
            return SmsRefusals.Unclear;
        }
    }

    public void Dispose() => _http.Dispose();

    internal static string Sign(string secret, string target, string time, string nonce, ReadOnlySpan<byte> body) => Convert.ToHexStringLower(HMACSHA256.HashData(
        Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"POST\n{target}\n{time}\n{nonce}\n{Convert.ToHexStringLower(SHA256.HashData(body))}")));

    private HttpRequestMessage Signed(byte[] body)
    {
        var time = _time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var request = new HttpRequestMessage(HttpMethod.Post, _options.Endpoint) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.Add("X-Sms-Key", _options.KeyId);
        request.Headers.Add("X-Sms-Time", time);
        request.Headers.Add("X-Sms-Nonce", nonce);
        request.Headers.Add("X-Sms-Signature", Sign(_options.Secret, _options.Endpoint!.PathAndQuery, time, nonce, body));
        return request;
    }

    private static Outcome<SmsReceipt> Read(HttpStatusCode status, string text)
    {
        // Both say that nothing was done.
        if (status is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)
            throw new SmsNotSentException($"短信服务暂时不可用（{(int)status}）。");
        if (status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.PaymentRequired)
            return SmsRefusals.AccountRejected;
        Answer? answer;
        try
        {
            answer = JsonSerializer.Deserialize<Answer>(text, Json);
        }
        catch (JsonException)
        {
            answer = null;
        }
        if ((int)status >= 500 || (answer?.Code is null && (int)status < 300))
            return SmsRefusals.Unclear;
        return answer?.Code switch
        {
            "OK" when (int)status < 300 => new SmsReceipt(answer.Receipt),
            "invalid-number" or "blocked-number" => SmsRefusals.NumberRejected,
            "bad-signature" or "unknown-key" or "no-balance" => SmsRefusals.AccountRejected,
            { Length: > 0 and <= 40 } code when code.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') => SmsRefusals.Rejected(code),
            _ => SmsRefusals.Rejected(((int)status).ToString(CultureInfo.InvariantCulture)),
        };
    }

    private sealed record Request(Guid MessageId, string Phone, string SignName, string TemplateId, IReadOnlyDictionary<string, string> Values);

    private sealed record Answer(string? Code, string? Receipt);
}
