using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.Extensions.Options;
using Yaosu.Orgs.Sessions;
using Yaosu.Platform.Access;
using Yaosu.Server.Errors;

namespace Yaosu.Server.Security;

/// <summary>Section <c>Circuits</c>: open pages cost memory, so there is a ceiling for each person and for the node.</summary>
public sealed class CircuitLimits
{
    [Range(1, 1000, ErrorMessage = "Circuits:PerPerson 应在 1 到 1000 之间")]
    public int PerPerson { get; set; } = 20;

    [Range(1, 100_000, ErrorMessage = "Circuits:PerNode 应在 1 到 100000 之间")]
    public int PerNode { get; set; } = 3000;
}

/// <summary>How many circuits are open on this node, in all and by person, however often he signed in.</summary>
public sealed class CircuitCount(IOptions<CircuitLimits> limits)
{
    private readonly ConcurrentDictionary<string, int> _byPerson = new(StringComparer.Ordinal);
    private int _all;

    public int All => _all;

    public bool NodeIsFull => _all >= limits.Value.PerNode;

    public bool PersonIsFull(string person) => _byPerson.GetValueOrDefault(person) >= limits.Value.PerPerson;

    internal static string PersonOf(Actor? actor) => actor is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{actor.OrgId}:{actor.UserId}");

    /// <summary>Counted first and taken back when it was one too many: of many at the same moment, no more than allowed stay.</summary>
    internal bool TryOpen(string person)
    {
        var all = Interlocked.Increment(ref _all);
        var own = _byPerson.AddOrUpdate(person, 1, (_, open) => open + 1);
        if (all <= limits.Value.PerNode && own <= limits.Value.PerPerson)
            return true;
        Close(person);
        return false;
    }

    internal void Close(string person)
    {
        Interlocked.Decrement(ref _all);
        if (_byPerson.AddOrUpdate(person, 0, (_, open) => open - 1) <= 0)
            _byPerson.TryRemove(new(person, 0));
    }
}

/// <summary>Counts this circuit; one that got past the page's gate is refused here. What comes in through it keeps no session alive: a chart that redraws itself answers too.</summary>
internal sealed class CircuitCounting(CircuitCount count, SessionStore sessions, AuthenticationStateProvider authentication) : CircuitHandler
{
    private string? _person;

    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        var key = SessionCookie.KeyOf((await authentication.GetAuthenticationStateAsync()).User);
        var person = CircuitCount.PersonOf(key is null ? null : await sessions.ActorOfAsync(key, cancellationToken));
        if (!count.TryOpen(person))
            throw new InvalidOperationException("Too many open circuits.");
        _person = person;
    }

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (_person is not null)
            count.Close(_person);
        _person = null;
        return Task.CompletedTask;
    }
}

public static class CircuitGate
{
    private static readonly ErrorSaying NodeFull = new("使用人数已满", "打开本系统的人太多，暂时不能再打开新页面。已打开的页面不受影响，请稍后重试。", Retry: true);
    private static readonly ErrorSaying PersonFull = new("您打开的页面太多", "请先关闭一些不用的页面或标签，再重试。刚关闭的页面可能要过几分钟才不再计数。", Retry: true);

    /// <summary>A page that would open a circuit too many is answered with a page that says so.</summary>
    public static IApplicationBuilder UseCircuitGate(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (HttpMethods.IsGet(http.Request.Method) && http.RequestServices.GetRequiredService<RequestActor>() is { IsSignedIn: true } request
            && http.GetEndpoint()?.Metadata.GetMetadata<Microsoft.AspNetCore.Components.Endpoints.ComponentTypeMetadata>() is not null)
        {
            var count = http.RequestServices.GetRequiredService<CircuitCount>();
            if (count.NodeIsFull || count.PersonIsFull(CircuitCount.PersonOf(request.Actor)))
            {
                http.Response.StatusCode = count.NodeIsFull ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status429TooManyRequests;
                http.Features.Set(count.NodeIsFull ? NodeFull : PersonFull);
                http.Response.Headers.RetryAfter = "30";
                return Task.CompletedTask;
            }
        }
        return next(http);
    });
}
