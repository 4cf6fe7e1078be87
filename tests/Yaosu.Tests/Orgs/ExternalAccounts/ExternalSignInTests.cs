using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Yaosu.Orgs;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.Certificates;
using Yaosu.Orgs.ExternalAccounts;
using Yaosu.Orgs.People;
using Yaosu.Orgs.SignIn;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Security;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Orgs.ExternalAccounts;

/// <summary>Signing in by an account of another platform, against a provider that really runs.</summary>
public sealed class ExternalSignInTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private const string Oidc = "shop";
    private const string OAuth = "plain";
    private const string Back = "http://localhost/sign-in/external/callback";

    private static int _people;

    private readonly LogLines _lines = new();
    private IdentityProvider _provider = null!;
    private ProviderClient _client = null!;
    private ExternalFlow _flow = null!;
    private OrgsWorld _world = null!;
    private Actor _main = null!;

    public async ValueTask InitializeAsync()
    {
        _provider = await IdentityProvider.StartAsync();
        _provider.Now = database.Time.GetUtcNow;
        _provider.Person = ($"u-{Interlocked.Increment(ref _people)}", "云杉旗舰店");
        _world = await OrgsWorld.OpenAsync(database);
        _main = await _world.SignedInAsync(_world.MainName);
        _client = new(database.Time, _lines.For<ProviderClient>());
        _flow = new(Options.Create(Settings(_provider.Issuer)), _client, _world.Tickets, database.Time, _lines.For<ExternalFlow>());
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _provider.DisposeAsync();
    }

    [Theory]
    [InlineData(Oidc)]
    [InlineData(OAuth)]
    public async Task A_bound_account_signs_in_and_the_logs_name_it(string provider)
    {
        (await BindAsync(_main, provider)).IsDone.Should().BeTrue();
        var done = (await SignInAsync(provider)).Value;
        (await _world.Sessions.ActorOfAsync(done.Step!.SessionKey))!.UserId.Should().Be(_main.UserId);
        done.ReturnUrl.Should().Be("/my/sessions");
        await using var db = database.OpenSystem(_world.OrgId);
        (await db.Set<AuditEntry>().SingleAsync(x => x.Action == OrgsActions.ExternalBound.Code)).Note.Should().EndWith("：云杉旗舰店");
        (await db.Set<AuditEntry>().OrderBy(x => x.Sequence).LastAsync(x => x.Action == OrgsActions.SignedIn.Code)).Note.Should().StartWith("外部账号；");
        (await db.Set<ExternalAccount>().SingleAsync(x => x.OrgId == _world.OrgId)).SubjectHash.Should().Be(ExternalAccount.HashOf(_provider.Person.Subject));
    }

    [Theory]
    [InlineData(Oidc)]
    [InlineData(OAuth)]
    public async Task Who_has_bound_nothing_is_told_whom_to_ask(string provider)
    {
        var refused = (await SignInAsync(provider)).Refusal!;
        refused.Code.Should().Be("orgs.external-not-bound");
        refused.Text.Should().Contain("云杉旗舰店").And.Contain("请先用密码登录").And.Contain("主账号管理员");
    }

    [Theory]
    [InlineData(ProviderFault.WrongNonce)]
    [InlineData(ProviderFault.WrongIssuer)]
    [InlineData(ProviderFault.WrongAudience)]
    [InlineData(ProviderFault.WrongSignature)]
    [InlineData(ProviderFault.ForeignKey)]
    [InlineData(ProviderFault.Unsigned)]
    [InlineData(ProviderFault.SignedWithSecret)]
    [InlineData(ProviderFault.Expired)]
    [InlineData(ProviderFault.NoToken)]
    [InlineData(ProviderFault.OtherProfile)]
    public async Task A_token_that_is_not_right_is_not_believed(ProviderFault fault)
    {
        await BindAsync(_main, Oidc);
        _provider.Fault = fault;
        (await SignInAsync(Oidc)).Refusal!.Code.Should().Be("orgs.external-not-believed");
        _provider.Fault = ProviderFault.None;
        (await SignInAsync(Oidc)).IsDone.Should().BeTrue();
    }

    [Fact]
    public async Task Another_state_another_browser_another_provider_and_a_stale_one_are_refused()
    {
        await BindAsync(_main, Oidc);
        var (ticket, answer) = await VisitAsync((await SignIn().BeginAsync(Oidc, Back, "/")).Value);
        foreach (var (key, cookie, said) in new[] { (Oidc, ticket, answer with { State = "another" }), (Oidc, ticket, answer with { State = null }), (Oidc, null, answer), (Oidc, "made-up", answer), (OAuth, ticket, answer) })
            (await FinishAsync(key, cookie, said)).Refusal.Should().Be(OrgsRefusals.ExternalNotAsked);
        (await FinishAsync("no-such", ticket, answer)).Refusal.Should().Be(OrgsRefusals.ExternalUnknown);
        database.Time.Advance(SignInTickets.GoodFor);
        (await FinishAsync(Oidc, ticket, answer)).Refusal.Should().Be(OrgsRefusals.ExternalNotAsked);
    }

    [Fact]
    public async Task A_code_that_was_used_and_one_of_somebody_else_are_refused()
    {
        await BindAsync(_main, Oidc);
        var (ticket, answer) = await VisitAsync((await SignIn().BeginAsync(Oidc, Back, "/")).Value);
        (await FinishAsync(Oidc, ticket, answer)).IsDone.Should().BeTrue();
        (await FinishAsync(Oidc, ticket, answer)).Refusal!.Code.Should().Be("orgs.external-refused");
        var (_, others) = await VisitAsync((await SignIn().BeginAsync(Oidc, Back, "/")).Value);
        (await FinishAsync(Oidc, ticket, answer with { Code = others.Code })).Refusal!.Code.Should().Be("orgs.external-refused", "its verifier is another browser's");
        (await FinishAsync(Oidc, ticket, answer with { Issuer = "https://elsewhere.example" })).Refusal!.Code.Should().Be("orgs.external-not-believed");
        (await FinishAsync(Oidc, ticket, answer with { Code = null })).Refusal!.Code.Should().Be("orgs.external-refused");
    }

    [Fact]
    public async Task Who_says_no_at_the_provider_reads_what_he_did()
    {
        _provider.Fault = ProviderFault.Denies;
        (await SignInAsync(Oidc)).Refusal!.Code.Should().Be("orgs.external-denied");
    }

    [Theory]
    [InlineData(Oidc)]
    [InlineData(OAuth)]
    public async Task A_provider_that_is_down_is_told_as_such_before_and_after(string provider)
    {
        var (ticket, answer) = await VisitAsync((await SignIn().BeginAsync(provider, Back, "/")).Value);
        _provider.Fault = ProviderFault.NoJson;
        (await FinishAsync(provider, ticket, answer)).Refusal!.Code.Should().Be("orgs.external-down");
        await _provider.DisposeAsync();
        (await FinishAsync(provider, ticket, answer)).Refusal!.Code.Should().Be("orgs.external-down");
        using var fresh = new ProviderClient(database.Time, _lines.For<ProviderClient>());
        var flow = new ExternalFlow(Options.Create(Settings(_provider.Issuer)), fresh, _world.Tickets, database.Time, _lines.For<ExternalFlow>());
        if (provider == Oidc)
            (await flow.BeginAsync(provider, Back, "/", null, CancellationToken.None)).Refusal!.Code.Should().Be("orgs.external-down");
    }

    [Fact]
    public async Task A_discovery_document_of_another_issuer_is_not_followed()
    {
        var settings = Settings(_provider.Issuer.Replace("127.0.0.1", "localhost", StringComparison.Ordinal));
        var flow = new ExternalFlow(Options.Create(settings), _client, _world.Tickets, database.Time, _lines.For<ExternalFlow>());
        (await flow.BeginAsync(Oidc, Back, "/", null, CancellationToken.None)).Refusal!.Code.Should().Be("orgs.external-down");
    }

    [Theory]
    [InlineData("https://id.example", "https://id.example/token", true)]
    [InlineData("https://id.example", "http://id.example/token", false)]
    [InlineData("https://id.example", "http://127.0.0.1:5432/", false)]
    [InlineData("https://id.example", "https://localhost/token", false)]
    [InlineData("https://id.example", "/token", false)]
    [InlineData("http://127.0.0.1:9", "http://127.0.0.1:9/token", true)]
    public void A_discovery_document_leads_nowhere_in_plain_text_nor_to_this_machine(string authority, string address, bool isTaken)
    {
        var document = JsonSerializer.SerializeToElement(new { token_endpoint = address });
        var read = () => ProviderClient.AddressIn(document, "token_endpoint", new(authority));
        if (isTaken)
            read().Should().Be(new Uri(address));
        else
            read.Should().Throw<ProviderClient.UnavailableException>();
    }

    [Fact]
    public async Task One_external_account_belongs_to_one_person_on_the_whole_platform_and_one_of_a_provider_to_a_person()
    {
        var elsewhere = await OrgsWorld.OpenAsync(database);
        var other = await elsewhere.SignedInAsync(elsewhere.MainName);
        (await BindAsync(_main, Oidc)).IsDone.Should().BeTrue();
        (await BindAsync(_main, Oidc)).IsDone.Should().BeTrue("it is bound already");
        (await BindAsync(other, Oidc)).Refusal!.Code.Should().Be("orgs.external-taken");
        var first = _provider.Person;
        _provider.Person = (first.Subject.ToUpperInvariant(), "另一家店");
        (await BindAsync(_main, Oidc)).Refusal!.Code.Should().Be("orgs.external-has-one");
        (await BindAsync(other, Oidc)).IsDone.Should().BeTrue("names that differ in case are two accounts");
    }

    [Fact]
    public async Task Binding_needs_ones_own_wish_and_ones_own_session()
    {
        var stranger = await _world.SignedInAsync(await _world.AddUserAsync());
        (await Binding().BeginAsync(_main, Oidc, Binding().WishOf(stranger, Oidc), Back, "/")).Refusal.Should().Be(OrgsRefusals.ExternalNotAsked);
        (await Binding().BeginAsync(_main, Oidc, Binding().WishOf(_main, OAuth), Back, "/")).Refusal.Should().Be(OrgsRefusals.ExternalNotAsked);
        (await Binding().BeginAsync(_main, Oidc, null, Back, "/")).Refusal.Should().Be(OrgsRefusals.ExternalNotAsked);
        (await Binding().BeginAsync(_main with { ViewingAs = "仓库" }, Oidc, Binding().WishOf(_main, Oidc), Back, "/")).Refusal.Should().Be(Actor.OnlyViewing);
        foreach (var person in new[] { stranger, null })
        {
            var (ticket, answer) = await VisitAsync((await Binding().BeginAsync(_main, Oidc, Binding().WishOf(_main, Oidc), Back, "/")).Value);
            (await SignIn().RunAsync(person, Oidc, ticket, answer, null, null)).Refusal.Should().Be(OrgsRefusals.ExternalNotAsked);
        }
        (await Binding().OfSelfAsync(_main)).Should().OnlyContain(x => x.Account == null);
    }

    [Fact]
    public async Task Unbinding_needs_the_password_and_frees_the_account()
    {
        await BindAsync(_main, Oidc);
        (await Binding().UnbindAsync(_main, Oidc, "不是这个密码")).Refusal.Should().Be(OrgsRefusals.WrongCurrentPassword);
        (await Binding().OfSelfAsync(_main)).Should().Contain(x => x.Key == Oidc && x.Account == "云杉旗舰店").And.Contain(x => x.Key == OAuth && x.Account == null);
        (await Binding().UnbindAsync(_main, Oidc, OrgsWorld.Password)).IsDone.Should().BeTrue();
        (await Binding().UnbindAsync(_main, Oidc, OrgsWorld.Password)).IsDone.Should().BeTrue("twice is once");
        (await SignInAsync(Oidc)).Refusal!.Code.Should().Be("orgs.external-not-bound");
        (await BindAsync(await _world.SignedInAsync(await _world.AddUserAsync()), Oidc)).IsDone.Should().BeTrue();
        await using var db = database.OpenSystem(_world.OrgId);
        (await db.Set<AuditEntry>().CountAsync(x => x.Action == OrgsActions.ExternalUnbound.Code)).Should().Be(1);
    }

    [Fact]
    public async Task A_second_step_is_asked_for_and_a_stopped_account_stays_out()
    {
        var name = await _world.AddUserAsync();
        var person = await _world.SignedInAsync(name);
        await BindAsync(person, Oidc);
        var secret = Totp.NewSecret();
        await new SwitchOnSecondFactor(database.Databases, new SecondFactorSecrets(_world.Protection)).RunAsync(person, secret, Totp.Code(secret, Totp.StepOf(database.Time.GetUtcNow().UtcDateTime)));
        (await SignInAsync(Oidc)).Value.Step!.IsIn.Should().BeFalse();
        await new DisablePerson(database.Databases, _world.Sessions, _world.Tree).RunAsync(_main, person.UserId, disabled: true);
        (await SignInAsync(Oidc)).Refusal.Should().Be(OrgsRefusals.AccountDisabled);
    }

    [Fact]
    public async Task A_removed_person_leaves_the_external_account_free()
    {
        var person = await _world.SignedInAsync(await _world.AddUserAsync());
        await BindAsync(person, Oidc);
        (await new RemovePerson(database.Databases, _world.Sessions, _world.Tree).RunAsync(_main, person.UserId)).IsDone.Should().BeTrue();
        (await SignInAsync(Oidc)).Refusal!.Code.Should().Be("orgs.external-not-bound");
        (await BindAsync(_main, Oidc)).IsDone.Should().BeTrue();
    }

    [Fact]
    public async Task The_account_of_a_certificate_opens_by_that_alone()
    {
        var account = (await new AddCertificate(database.Databases).RunAsync(_main, TestCertificates.Facts(TestCertificates.NewNumber('5'), database.Time), null, "示例·持有人")).Value;
        var holder = (await _world.People.FindAsync(_world.OrgId, account))!;
        (await Binding().OfSelfAsync(holder)).Should().BeEmpty();
        (await BindAsync(holder, Oidc)).Refusal.Should().Be(OrgsRefusals.CertificateBindsNothing);

        await using (var db = database.OpenSystem(_world.OrgId))
        {
            db.Add(new ExternalAccount { Provider = Oidc, SubjectHash = ExternalAccount.HashOf(_provider.Person.Subject), OrgId = _world.OrgId, UserId = account, Name = "早先绑定", BoundAt = database.Time.UtcNow() });
            await db.SaveChangesAsync();
        }
        (await SignInAsync(Oidc)).Refusal.Should().Be(OrgsRefusals.CertificateBindsNothing);
    }

    [Fact]
    public async Task Neither_secret_nor_code_nor_token_reaches_a_log()
    {
        await BindAsync(_main, Oidc);
        foreach (var fault in Enum.GetValues<ProviderFault>())
        {
            _provider.Fault = fault;
            await SignInAsync(Oidc);
            if (_provider.LastCode is { } code)
                _lines.Text.Should().NotContain(code);
        }
        _lines.Text.Should().Contain("was not believed: nonce").And.NotContain(IdentityProvider.Secret).And.NotContain("eyJ");
    }

    [Fact]
    public void Settings_that_can_not_work_are_named_by_their_key()
    {
        Problems(new()).Should().BeEmpty();
        Problems(Settings("https://id.example")).Should().BeEmpty();
        Problems(new() { Providers = [new()] }).Should().Contain(x => x.StartsWith("ExternalSignIn:Providers:0:Key", StringComparison.Ordinal)).And.Contain("缺少 ExternalSignIn:Providers:0:ClientSecret").And.HaveCount(7);
        Problems(Settings("http://id.example")).Should().HaveCount(4).And.Contain("ExternalSignIn:Providers:0:Authority 应为 https 地址");
        var twice = Settings("https://id.example");
        twice.Providers[1].Key = twice.Providers[0].Key;
        Problems(twice).Should().ContainSingle(x => x.Contains("相同的 Key"));
    }

    private static List<string> Problems(ExternalSignInOptions options) => [.. options.Validate(new ValidationContext(options)).Select(x => x.ErrorMessage!)];

    private static ExternalSignInOptions Settings(string issuer) => new()
    {
        Providers =
        [
            new() { Key = Oidc, Name = "示例商城", Authority = new(issuer), ClientId = IdentityProvider.ClientId, ClientSecret = IdentityProvider.Secret, NameField = "nick" },
            new()
            {
                Key = OAuth, Name = "示例账号", AuthorizeUrl = new($"{issuer}/authorize"), TokenUrl = new($"{issuer}/token"), UserInfoUrl = new($"{issuer}/userinfo"), ClientId = IdentityProvider.ClientId,
                ClientSecret = IdentityProvider.Secret, SubjectField = "open_uid", NameField = "nick",
            },
        ],
    };

    private BindExternal Binding() => new(database.Databases, _flow, _world.Tickets, _world.Throttle);

    private SignInWithExternal SignIn() => new(database.Databases, _flow, _world.Complete, Binding());

    private async Task<Outcome<SignInWithExternal.Done>> SignInAsync(string provider)
    {
        var begun = await SignIn().BeginAsync(provider, Back, "/my/sessions");
        var (ticket, answer) = await VisitAsync(begun.Value);
        return await FinishAsync(provider, ticket, answer);
    }

    private Task<Outcome<SignInWithExternal.Done>> FinishAsync(string provider, string? ticket, ExternalFlow.Answer answer) => SignIn().RunAsync(null, provider, ticket, answer, "10.0.0.9", null);

    private async Task<Outcome<SignInWithExternal.Done>> BindAsync(Actor person, string provider)
    {
        var (ticket, answer) = await VisitAsync((await Binding().BeginAsync(person, provider, Binding().WishOf(person, provider), Back, "/my/account")).Value);
        return await SignIn().RunAsync(person, provider, ticket, answer, null, null);
    }

    /// <summary>Goes to the provider as a browser does, and comes back with what it says.</summary>
    private static async Task<(string Ticket, ExternalFlow.Answer Answer)> VisitAsync(ExternalFlow.Begun begun)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var there = await http.GetAsync(new Uri(begun.Url));
        there.Headers.Location!.ToString().Should().StartWith(Back);
        var said = QueryHelpers.ParseQuery(there.Headers.Location!.Query);
        return (begun.Ticket, new(said.GetValueOrDefault("state"), said.GetValueOrDefault("code"), said.GetValueOrDefault("error")));
    }

    private sealed class LogLines
    {
        private readonly List<string> _lines = [];

        public string Text
        {
            get
            {
                lock (_lines)
                    return string.Join('\n', _lines);
            }
        }

        public ILogger<T> For<T>() => new Lines<T>(_lines);

        private sealed class Lines<T>(List<string> lines) : ILogger<T>
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
                lock (lines)
                    lines.Add(formatter(state, exception) + exception);
            }
        }
    }
}
