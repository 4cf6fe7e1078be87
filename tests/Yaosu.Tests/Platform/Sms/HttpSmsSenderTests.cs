using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Yaosu.Platform.Sms;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Platform.Sms;

public sealed class HttpSmsSenderTests : IAsyncLifetime
{
    private const string Secret = "not-a-real-secret-0123456789";

    private static readonly SmsKind Code = new("test.code", "验证码", "您的验证码是 {code}。", TimeSpan.FromMinutes(5));
    private static readonly SmsToSend Sms = new(Guid.Parse("11111111-2222-3333-4444-555555555555"), Code, MobileNumber.Parse("13800000000").Value, new Dictionary<string, string> { ["code"] = "042137" });

    private readonly ManualTime _time = new(new DateTimeOffset(2026, 1, 5, 2, 0, 0, TimeSpan.Zero));
    private SmsProviderServer _provider = null!;

    public async ValueTask InitializeAsync() => _provider = await SmsProviderServer.StartAsync();

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    [Fact]
    public async Task A_message_is_posted_as_json_and_signed()
    {
        (await SendAsync()).Value.Should().Be(new SmsReceipt("r-1"));

        var got = _provider.All.Should().ContainSingle().Subject;
        using var body = JsonDocument.Parse(got.Body);
        body.RootElement.EnumerateObject().ToDictionary(x => x.Name, x => x.Value.ToString()).Should().BeEquivalentTo(new Dictionary<string, string>
        {
            ["messageId"] = "11111111-2222-3333-4444-555555555555",
            ["phone"] = "13800000000",
            ["signName"] = "药溯",
            ["templateId"] = "T-1",
            ["values"] = """{"code":"042137"}""",
        });
        got.Headers["Content-Type"].Should().Be("application/json; charset=utf-8");
        got.Headers["X-Sms-Key"].Should().Be("key-1");
        got.Headers["X-Sms-Time"].Should().Be("1767578400");
        got.Headers["X-Sms-Signature"].Should().Be(HttpSmsSender.Sign(Secret, "/v1/send?region=cn", "1767578400", got.Headers["X-Sms-Nonce"], got.Body)).And.MatchRegex("^[0-9a-f]{64}$");
        (string.Join('|', got.Headers.Values) + got.Text).Should().NotContain(Secret);
        await SendAsync();
        _provider.All[1].Headers["X-Sms-Nonce"].Should().NotBe(got.Headers["X-Sms-Nonce"]);
    }

    [Fact]
    public void The_signature_can_be_worked_out_by_hand() =>
        // printf 'POST\n/v1/send\n1\nabc\n44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a' | openssl dgst -sha256 -hmac key
        HttpSmsSender.Sign("key", "/v1/send", "1", "abc", "{}"u8).Should().Be("6603580150296faaa900e783dca9be9e5e529964af9273f1bb4020a5e14d1fd4");

    [Theory]
    [InlineData(200, """{"code":"invalid-number"}""", "sms.number-rejected")]
    [InlineData(400, """{"code":"blocked-number"}""", "sms.number-rejected")]
    [InlineData(400, """{"code":"no-balance"}""", "sms.account-rejected")]
    [InlineData(401, "", "sms.account-rejected")]
    [InlineData(400, """{"code":"unknown-template"}""", "sms.rejected")]
    [InlineData(404, "<html>", "sms.rejected")]
    [InlineData(302, "", "sms.rejected")]
    [InlineData(500, "", "sms.unclear")]
    [InlineData(502, """{"code":"OK"}""", "sms.unclear")]
    [InlineData(200, "not json", "sms.unclear")]
    [InlineData(200, "{}", "sms.unclear")]
    public async Task What_the_provider_says_no_to_is_not_sent_again(int status, string answer, string refusal)
    {
        Answers(status, answer);
        (await SendAsync()).Refusal!.Code.Should().Be(refusal);
    }

    [Fact]
    public async Task What_a_provider_writes_never_gets_into_a_sentence_unlooked_at()
    {
        Answers(400, """{"code":"<script>alert(1)</script>"}""");
        (await SendAsync()).Refusal!.Text.Should().Contain("代码 400");
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_provider_that_has_done_nothing_may_be_asked_again(int status)
    {
        Answers(status, "");
        var send = () => SendAsync();
        await send.Should().ThrowAsync<SmsNotSentException>();
    }

    [Fact]
    public async Task Where_nobody_listens_nothing_was_sent()
    {
        var send = () => SendAsync(SmsProviderServer.Nobody());
        await send.Should().ThrowAsync<SmsNotSentException>();
    }

    [Fact]
    public async Task An_answer_that_does_not_come_or_breaks_off_leaves_it_unclear()
    {
        _provider.Answer = http => Task.Delay(TimeSpan.FromSeconds(30), http.RequestAborted);
        (await SendAsync(timeout: TimeSpan.FromMilliseconds(300))).Refusal.Should().Be(SmsRefusals.Unclear);
        _provider.Answer = http =>
        {
            http.Abort();
            return Task.CompletedTask;
        };
        (await SendAsync()).Refusal.Should().Be(SmsRefusals.Unclear);
        _provider.Answer = http => http.Response.WriteAsync(new string('x', 100_000));
        (await SendAsync()).Refusal.Should().Be(SmsRefusals.Unclear);
    }

    [Theory]
    [InlineData("http://sms.example.invalid/send", "key-1", Secret, "药溯", "Sms:Endpoint")]
    [InlineData(null, "key-1", Secret, "药溯", "Sms:Endpoint")]
    [InlineData("https://sms.example.invalid/send", "", Secret, "药溯", "Sms:KeyId")]
    [InlineData("https://sms.example.invalid/send", "key-1", "too-short", "药溯", "Sms:Secret")]
    [InlineData("https://sms.example.invalid/send", "key-1", Secret, " ", "Sms:SignName")]
    [InlineData("https://sms.example.invalid/send", "key-1", Secret, "药溯", null)]
    public void Settings_that_are_missing_are_named_and_the_secret_is_not(string? endpoint, string key, string secret, string sign, string? named)
    {
        var options = new SmsOptions { Provider = SmsProvider.Http, Endpoint = endpoint is null ? null : new(endpoint), KeyId = key, Secret = secret, SignName = sign };
        var faults = options.Validate(new(options)).Select(fault => fault.ErrorMessage!).ToList();
        faults.Should().HaveCount(named is null ? 0 : 1);
        faults.Should().NotContain(fault => !fault.Contains(named!) || fault.Contains(secret));

        var check = new SmsTemplatesCheck([Code]);
        check.Validate(null, options).Failures.Should().ContainSingle().Which.Should().Contain("Sms:Templates:test.code");
        options.Templates["test.code"] = "T-1";
        check.Validate(null, options).Succeeded.Should().BeTrue();
        check.Validate(null, new()).Succeeded.Should().BeTrue("the local outbox needs no templates");
    }

    [Fact]
    public void Limits_that_contradict_each_other_are_named()
    {
        var options = new SmsOptions { KindLimits = { ["test.code"] = new() { PerMinute = 0 } } };
        options.Validate(new(options)).Should().ContainSingle().Which.ErrorMessage.Should().StartWith("Sms:KindLimits:test.code");
        options.KindLimits.Clear();
        options.Validate(new(options)).Should().BeEmpty();
    }

    private void Answers(int status, string text) => _provider.Answer = http =>
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsync(text, Encoding.UTF8);
    };

    private Task<Outcome<SmsReceipt>> SendAsync() => SendAsync(null);

    private async Task<Outcome<SmsReceipt>> SendAsync(Uri? endpoint = null, TimeSpan? timeout = null)
    {
        using var sender = new HttpSmsSender(Options.Create(new SmsOptions
        {
            Provider = SmsProvider.Http,
            Endpoint = endpoint ?? _provider.Endpoint,
            KeyId = "key-1",
            Secret = Secret,
            SignName = "药溯",
            Templates = { ["test.code"] = "T-1" },
            Timeout = timeout ?? TimeSpan.FromSeconds(20),
        }), _time);
        return await sender.SendAsync(Sms, TestContext.Current.CancellationToken);
    }
}
