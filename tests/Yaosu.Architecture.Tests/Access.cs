using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Yaosu.Architecture.Tests.Reading;
using Yaosu.Server;
using Yaosu.Server.Hosting;

namespace Yaosu.Architecture.Tests;

/// <summary>Nothing is open by oversight: what asks for no permission stands on a committed list, and the lists hold nothing that is gone.</summary>
public sealed class Access
{
    private static readonly HashSet<string> Declared = [.. ProductModules.All.Permissions.Select(x => x.Code)];

    [Fact]
    public void Every_page_asks_for_a_declared_permission_or_is_listed_as_open()
    {
        var pages = Product.Types.Where(x => x.IsDefined(typeof(RouteAttribute), false)).ToList();
        pages.Should().HaveCountGreaterThan(4);
        OpenPages(pages).Should().BeEquivalentTo(Repository.List("open-pages.txt").Select(x => string.Join(' ', x.Split(' ', StringSplitOptions.RemoveEmptyEntries))));
    }

    [Fact]
    public void A_page_that_asks_for_nothing_or_for_an_unknown_permission_is_caught() =>
        OpenPages([typeof(Plants.PageOfNobody), typeof(Plants.PageWithUnknownPermission), typeof(Plants.PageOfEveryone)])
            .Should().BeEquivalentTo("/plants/nobody says nothing", "/plants/unknown unknown permission plants.unknown", "/plants/everyone everyone");

    [Fact]
    public async Task Every_endpoint_stands_in_the_inventory_with_what_it_asks_for()
    {
        await using var app = Built();
        app.Services.GetRequiredService<IOptions<AuthorizationOptions>>().Value.FallbackPolicy!.Requirements.Should().ContainItemsAssignableTo<IAuthorizationRequirement>().And.NotBeEmpty();

        var inventory = Inventory(app).ToList();

        inventory.Should().HaveCountGreaterThan(5).And.OnlyHaveUniqueItems();
        inventory.Should().BeEquivalentTo(Repository.List("endpoints.txt").Select(x => string.Join(' ', x.Split(' ', StringSplitOptions.RemoveEmptyEntries))));
    }

    [Fact]
    public async Task A_new_endpoint_is_caught_with_what_it_asks_for()
    {
        await using var app = Built();
        var before = Inventory(app).ToList();
        app.MapGet("/plants/open", () => "everything").AllowAnonymous();
        app.MapPost("/plants/guarded", () => "something");
        app.MapDelete("/plants/permitted", () => "little").RequireAuthorization("plants.remove");
        Inventory(app).Except(before).Should().BeEquivalentTo("GET /plants/open public", "POST /plants/guarded session", "DELETE /plants/permitted plants.remove");
    }

    [Fact]
    public void Every_use_case_takes_the_actor_first_or_is_listed()
    {
        var useCases = UseCases([.. Product.Modules.Append(Product.Platform).SelectMany(x => x.GetTypes())]);
        useCases.Should().HaveCountGreaterThan(10);
        useCases.Where(x => !x.TakesActor).Select(x => x.Name).Should().BeEquivalentTo(Repository.List("without-actor.txt"));
    }

    [Fact]
    public void A_use_case_that_does_not_ask_who_acts_is_caught() =>
        UseCases([typeof(Plants.ActsForAnybody), typeof(Plants.ActsForActor)]).Should().BeEquivalentTo(
            [(typeof(Plants.ActsForAnybody).FullName, false), (typeof(Plants.ActsForActor).FullName, true)]);

    private static IEnumerable<string> OpenPages(IEnumerable<Type> pages)
    {
        foreach (var page in pages)
        {
            var asked = page.GetCustomAttributes(typeof(AuthorizeAttribute), true).Cast<AuthorizeAttribute>().ToList();
            var policies = asked.Select(x => x.Policy).OfType<string>().ToList();
            var said = page.IsDefined(typeof(AllowAnonymousAttribute), true) ? "public"
                : policies.FirstOrDefault(x => !Declared.Contains(x)) is { } unknown ? $"unknown permission {unknown}"
                : policies.Count > 0 ? null
                : asked.Count > 0 ? "everyone"
                : "says nothing";
            if (said is not null)
                foreach (var route in page.GetCustomAttributes(typeof(RouteAttribute), false).Cast<RouteAttribute>())
                    yield return $"{route.Template} {said}";
        }
    }

    /// <summary>All but pages, which have a list and a rule of their own, and files of the build.</summary>
    private static IEnumerable<string> Inventory(IEndpointRouteBuilder app) => app.DataSources.SelectMany(x => x.Endpoints).OfType<RouteEndpoint>()
        .Where(x => x.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is null && x.Metadata.GetMetadata<ComponentTypeMetadata>() is null)
        .Select(x => $"{string.Join(',', x.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Order(StringComparer.Ordinal) ?? Enumerable.Repeat("ANY", 1))} /{x.RoutePattern.RawText!.TrimStart('/')} {Asked(x)}");

    private static string Asked(Endpoint endpoint) => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null ? "public"
        : endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(x => x.Policy).OfType<string>().ToList() is { Count: > 0 } policies ? string.Join('+', policies)
        : endpoint.Metadata.GetMetadata<AuthorizationPolicy>() is { } policy ? string.Join('+', policy.AuthenticationSchemes)
        // The fallback policy.
        : "session";

    private static List<(string Name, bool TakesActor)> UseCases(IReadOnlyList<Type> types) =>
    [
        .. types.Where(x => x is { IsPublic: true, IsClass: true, IsAbstract: false } && x.Namespace?.StartsWith("Yaosu.Platform.Ui", StringComparison.Ordinal) != true)
            .SelectMany(x => x.GetMethods().Where(method => method is { Name: "RunAsync", IsStatic: false } && method.DeclaringType == x))
            .Select(method => (method.DeclaringType!.FullName!, method.GetParameters().FirstOrDefault()?.ParameterType == typeof(Actor))),
    ];

    /// <summary>The host as it would start, without a database and without listening.</summary>
    private static WebApplication Built()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = typeof(ProductModules).Assembly.GetName().Name, EnvironmentName = "Production" });
        builder.Logging.ClearProviders();
        builder.Configuration[ProductDatabase.ProviderKey] = "PostgreSql";
        builder.Configuration[ProductDatabase.ConnectionKey] = "Host=127.0.0.1;Port=1;Database=none;Username=none";
        var app = YaosuHost.Build(builder, ProductDatabase.Choose(builder.Configuration, builder.Environment));
        app.UseYaosu();
        return app;
    }
}
