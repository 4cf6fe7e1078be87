using System.Net;
using System.Text.Json.Nodes;
using Yaosu.Platform.Api;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Hosting;

/// <summary>What integrators build against is a promise: docs/openapi.json holds it, and whoever changes it sees so.</summary>
public sealed class ApiDocumentTests(RunningHost host)
{
    private static readonly string Promised = Path.Combine(Repository.Folder, "docs", "openapi.json");

    [Fact]
    public async Task The_interface_is_described_as_promised()
    {
        var served = (await ReadAsync()).ToJsonString(new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n";

        if (Environment.GetEnvironmentVariable("YAOSU_ACCEPT_OPENAPI") == "1")
            await File.WriteAllTextAsync(Promised, served);

        served.Should().Be(await File.ReadAllTextAsync(Promised), "a change on purpose is accepted by a run with YAOSU_ACCEPT_OPENAPI=1, and named in the changelog");
    }

    [Fact]
    public async Task Every_route_has_a_name_in_Chinese_asks_for_a_key_and_says_how_it_refuses()
    {
        var document = await ReadAsync();

        document["openapi"]!.GetValue<string>().Should().StartWith("3.1");
        document["security"]!.AsArray().Should().ContainSingle().Which!.AsObject().Should().ContainKey("ApiKey");
        var operations = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(verb => (Route: $"{verb.Key} {path.Key}", Operation: verb.Value!.AsObject()))).ToList();
        operations.Should().NotBeEmpty().And.OnlyContain(x => x.Route.Contains($" {ApiRoutes.Prefix}/", StringComparison.Ordinal));
        foreach (var (route, operation) in operations)
        {
            operation["summary"]!.GetValue<string>().Should().MatchRegex(@"\p{IsCJKUnifiedIdeographs}", route);
            var responses = operation["responses"]!.AsObject();
            responses.Select(response => response.Key).Should().Contain(["401", "403", "429"], route);
            responses["422"]!["content"]!.AsObject().Should().ContainKey(ApiProblem.ContentType, route);
            responses.Select(response => response.Value!["description"]!.GetValue<string>()).Should().OnlyContain(text => text.Any(c => c > '\u4e00'), route);
        }
    }

    [Fact]
    public async Task A_change_asks_for_an_idempotency_key()
    {
        var change = (await ReadAsync())["paths"]!["/api/v1/departments"]!["post"]!;

        change["parameters"]!.AsArray().Should().Contain(parameter => parameter!["name"]!.GetValue<string>() == Idempotency.Header && parameter["required"]!.GetValue<bool>());
        change["requestBody"].Should().NotBeNull();
    }

    private async Task<JsonNode> ReadAsync()
    {
        using var visitor = await host.VisitAsync();
        using var answer = await visitor.GetAsync(ApiDocument.Url);
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }
}
