using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Yaosu.Tests.Support;

namespace Yaosu.Benchmarks.Circuits;

/// <summary>What a page's HTML says about the circuit that is to draw it: which components go where, and the state that goes along.</summary>
internal sealed partial class PageOfCircuit
{
    private PageOfCircuit(string html)
    {
        var operations = new JsonArray();
        foreach (Match match in Marker().Matches(html))
        {
            var marker = JsonNode.Parse(match.Groups[1].Value)!;
            // The end of a prerendered component is a marker without a descriptor.
            if (marker["descriptor"] is not null)
                operations.Add(new JsonObject { ["type"] = "add", ["ssrComponentId"] = operations.Count + 1, ["marker"] = marker });
        }

        if (operations.Count == 0)
            throw new InvalidOperationException("The page has no interactive component.");
        Operations = new JsonObject { ["batchId"] = 1, ["operations"] = operations }.ToJsonString();
        State = ComponentState().Match(html).Groups[1].Value;
    }

    /// <summary>For the first update of a circuit's root components.</summary>
    internal string Operations { get; }

    internal string State { get; }

    internal static async Task<PageOfCircuit> GetAsync(Visitor visitor, string path)
    {
        using var answer = await visitor.GetAsync(path);
        return answer.StatusCode == HttpStatusCode.OK
            ? new(await answer.Content.ReadAsStringAsync())
            : throw new InvalidOperationException($"{path} answered {(int)answer.StatusCode} {answer.Headers.Location}.");
    }

    /// <returns>The name under which the socket is to introduce itself.</returns>
    internal static async Task<string> NegotiateAsync(Visitor visitor)
    {
        using var answer = await visitor.SendAsync(new(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1") { Headers = { { "Origin", visitor.Address.GetLeftPart(UriPartial.Authority) } } });
        answer.EnsureSuccessStatusCode();
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return json.RootElement.GetProperty("connectionToken").GetString()!;
    }

    [GeneratedRegex(@"<!--\s*Blazor:(\{.*?\})\s*-->")]
    private static partial Regex Marker();

    [GeneratedRegex("<!--Blazor-Server-Component-State:([a-zA-Z0-9+/=]+)-->")]
    private static partial Regex ComponentState();
}
