using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.Extensions.Options;
using Yaosu.Orgs.Sessions;

namespace Yaosu.Server.Security;

/// <summary>Section <c>Circuits</c>: open pages cost memory, so there is a ceiling for each person and for the node.</summary>
public sealed class CircuitLimits
{
    [Range(1, 1000, ErrorMessage = "Circuits:PerPerson 应在 1 到 1000 之间")]
    public int PerPerson { get; set; } = 20;

    [Range(1, 100_000, ErrorMessage = "Circuits:PerNode 应在 1 到 100000 之间")]
    public int PerNode { get; set; } = 3000;
}

/// <summary>How many circuits are open on this node, in all and by session.</summary>
public sealed class CircuitCount(IOptions<CircuitLimits> limits)
{
    private readonly ConcurrentDictionary<string, int> _bySession = new(StringComparer.Ordinal);
    private int _all;

    public int All => _all;

    public bool NodeIsFull => _all >= limits.Value.PerNode;

    public bool PersonIsFull(string session) => _bySession.GetValueOrDefault(session) >= limits.Value.PerPerson;

    internal bool TryOpen(string session)
    {
        if (NodeIsFull || PersonIsFull(session))
            return false;
        Interlocked.Increment(ref _all);
        _bySession.AddOrUpdate(session, 1, (_, open) => open + 1);
        return true;
    }

    internal void Close(string session)
    {
        Interlocked.Decrement(ref _all);
        if (_bySession.AddOrUpdate(session, 0, (_, open) => open - 1) <= 0)
            _bySession.TryRemove(new(session, 0));
    }
}

/// <summary>Counts this circuit; one that got past the page's gate is refused here.</summary>
internal sealed class CircuitCounting(CircuitCount count, AuthenticationStateProvider authentication) : CircuitHandler
{
    private string? _session;

    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        var session = SessionCookie.KeyOf((await authentication.GetAuthenticationStateAsync()).User) ?? "";
        if (!count.TryOpen(session))
            throw new InvalidOperationException("Too many open circuits.");
        _session = session;
    }

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (_session is not null)
            count.Close(_session);
        _session = null;
        return Task.CompletedTask;
    }
}

public static class CircuitGate
{
    /// <summary>A page that would open a circuit too many is answered with a page that says so.</summary>
    public static IApplicationBuilder UseCircuitGate(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (HttpMethods.IsGet(http.Request.Method) && SessionCookie.KeyOf(http.User) is { } session
            && http.GetEndpoint()?.Metadata.GetMetadata<Microsoft.AspNetCore.Components.Endpoints.ComponentTypeMetadata>() is not null)
        {
            var count = http.RequestServices.GetRequiredService<CircuitCount>();
            if (count.NodeIsFull || count.PersonIsFull(session))
            {
                http.Response.StatusCode = count.NodeIsFull ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status429TooManyRequests;
                http.Response.Headers.RetryAfter = "30";
                return Task.CompletedTask;
            }
        }
        return next(http);
    });
}
