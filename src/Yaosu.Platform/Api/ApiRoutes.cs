using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Yaosu.Platform.Access;
using Yaosu.Platform.Files;

namespace Yaosu.Platform.Api;

/// <summary>What modules offer to programs: <c>routes.MapApi(chapter)</c> in their <c>MapEndpoints</c>. Every route asks for a key, counts it, and answers refusals as
/// problems; what the key may do is asked by the use case.</summary>
public static class ApiRoutes
{
    public const string Prefix = "/api/v1";

    /// <param name="chapter">Under which heading of the document its routes stand.</param>
    public static RouteGroupBuilder MapApi(this IEndpointRouteBuilder routes, string chapter)
    {
        var api = routes.MapGroup(Prefix).WithTags(chapter).DisableAntiforgery().RequireAuthorization(new AuthorizationPolicyBuilder(ApiKeyAuthentication.SchemeName).RequireAuthenticatedUser().Build());
        api.AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            var actor = http.RequestServices.GetRequiredService<RequestActor>().Actor;
            return http.RequestServices.GetRequiredService<ApiRateLimits>().TryTake(actor, http.Response) ? await next(context) : ApiProblem.Of(ApiRefusals.TooMany);
        });
        return api;
    }

    /// <summary>One thing.</summary>
    public static RouteHandlerBuilder MapThing<TUseCase, TAnswer>(this RouteGroupBuilder api, string pattern, Func<TUseCase, Actor, CancellationToken, Task<Outcome<TAnswer>>> read)
        where TUseCase : notnull =>
        api.MapGet(pattern, async (HttpContext http, RequestActor request, CancellationToken ct) =>
        {
            var outcome = await read(http.RequestServices.GetRequiredService<TUseCase>(), request.Actor, ct);
            return outcome.TryGet(out var answer) ? Results.Ok(answer) : ApiProblem.Of(outcome);
        }).Produces<TAnswer>().Problems();

    /// <summary>One of many, by what stands in the address as <c>{code}</c>.</summary>
    public static RouteHandlerBuilder MapOne<TUseCase, TAnswer>(this RouteGroupBuilder api, string pattern, Func<TUseCase, Actor, string, CancellationToken, Task<Outcome<TAnswer>>> read)
        where TUseCase : notnull =>
        api.MapGet(pattern, async (HttpContext http, RequestActor request, string code, CancellationToken ct) =>
        {
            var outcome = await read(http.RequestServices.GetRequiredService<TUseCase>(), request.Actor, code, ct);
            return outcome.TryGet(out var answer) ? Results.Ok(answer) : ApiProblem.Of(outcome);
        }).Produces<TAnswer>().Problems();

    /// <summary>A list that goes on by its cursor.</summary>
    public static RouteHandlerBuilder MapList<TUseCase, TItem>(this RouteGroupBuilder api, string pattern, Func<TUseCase, Actor, ApiCursor, CancellationToken, Task<Outcome<ApiPage<TItem>>>> read)
        where TUseCase : notnull =>
        api.MapGet(pattern, async (HttpContext http, RequestActor request, string? cursor, int? limit, CancellationToken ct) =>
        {
            var from = ApiCursor.Read(cursor, limit);
            if (!from.TryGet(out var at))
                return ApiProblem.Of(from);
            var outcome = await read(http.RequestServices.GetRequiredService<TUseCase>(), request.Actor, at, ct);
            return outcome.TryGet(out var page) ? Results.Ok(page) : ApiProblem.Of(outcome);
        }).Produces<ApiPage<TItem>>().Problems();

    /// <summary>A change; done once for each <see cref="Idempotency.Header"/>.</summary>
    public static RouteHandlerBuilder MapChange<TUseCase, TRequest, TAnswer>(this RouteGroupBuilder api, string pattern, Func<TUseCase, Actor, TRequest, CancellationToken, Task<Outcome<TAnswer>>> run)
        where TUseCase : notnull
        where TRequest : class
        where TAnswer : notnull =>
        api.MapPost(pattern, async (HttpContext http, RequestActor asked, Idempotency idempotency) =>
        {
            if (await ReadAsync<TRequest>(http) is not { } request)
                return ApiProblem.Of(ApiRefusals.BodyInvalid);
            // Begun is finished, whether or not the sender still listens: his next try hears of it.
            return await idempotency.OnceAsync(http, asked.Actor, request, () => AnswerAsync(run(http.RequestServices.GetRequiredService<TUseCase>(), asked.Actor, request, CancellationToken.None)));
        }).Accepts<TRequest>("application/json").Produces<TAnswer>(StatusCodes.Status201Created).Problems();

    /// <summary>A change whose body is a file, of whatever size its purpose allows: it goes to the disk and is gone after. Done once for each
    /// <see cref="Idempotency.Header"/>.</summary>
    /// <param name="asks">What stands in the query.</param>
    /// <param name="run">With the query and the file's id.</param>
    public static RouteHandlerBuilder MapUpload<TUseCase, TAnswer>(this RouteGroupBuilder api, string pattern, FilePurpose purpose, string contentType, IReadOnlyList<ApiParameter> asks,
        Func<TUseCase, Actor, IQueryCollection, long, CancellationToken, Task<Outcome<TAnswer>>> run)
        where TUseCase : notnull
        where TAnswer : notnull =>
        api.MapPost(pattern, async (HttpContext http, RequestActor asked, Idempotency idempotency, FileStore files) =>
        {
            if (purpose.ToUpload is { } permission && asked.Actor.Lacks(permission) is { } lacking)
                return ApiProblem.Of(lacking);
            // What is more is refused by the store with a sentence.
            if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
                limit.MaxRequestBodySize = null;
            var received = await files.ReceiveAsync(asked.Actor, purpose, purpose.Name, http.Request.Body, http.Request.ContentLength ?? 0, http.RequestAborted);
            if (!received.TryGet(out var id))
                return ApiProblem.Of(received);
            try
            {
                var file = await files.FindAsync(asked.Actor, id, http.RequestAborted);
                return await idempotency.OnceAsync(http, asked.Actor, new { Query = http.Request.QueryString.Value, file?.Sha256 }, () => AnswerAsync(run(http.RequestServices.GetRequiredService<TUseCase>(), asked.Actor, http.Request.Query, id, CancellationToken.None)));
            }
            finally
            {
                await files.DiscardAsync(asked.Actor, id);
            }
        }).Accepts<Stream>(contentType).Produces<TAnswer>(StatusCodes.Status201Created).Problems().AddOpenApiOperationTransformer((operation, _, _) =>
        {
            foreach (var parameter in asks)
                (operation.Parameters ??= []).Add(new OpenApiParameter
                {
                    Name = parameter.Name,
                    In = ParameterLocation.Query,
                    Required = parameter.Required,
                    Description = parameter.Description,
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                });
            return Task.CompletedTask;
        });

    private static async Task<(int Status, object Answer)> AnswerAsync<TAnswer>(Task<Outcome<TAnswer>> run)
        where TAnswer : notnull
    {
        var outcome = await run;
        if (outcome.TryGet(out var answer))
            return (StatusCodes.Status201Created, answer);
        var status = ApiProblem.StatusOf(outcome.Refusal!);
        return (status, ApiProblem.Make(status, outcome.Refusals));
    }

    private static async Task<TRequest?> ReadAsync<TRequest>(HttpContext http)
        where TRequest : class
    {
        try
        {
            return http.Request.HasJsonContentType() ? await http.Request.ReadFromJsonAsync<TRequest>(http.RequestAborted) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static RouteHandlerBuilder Problems(this RouteHandlerBuilder route)
    {
        foreach (var status in new[] { 400, 401, 403, 404, 409, 422, 429 })
            route.Produces<ApiProblem>(status, ApiProblem.ContentType);
        return route;
    }
}

/// <summary>A value in the query of a route whose body is something else.</summary>
/// <param name="Description">In Chinese, for integrators.</param>
public sealed record ApiParameter(string Name, string Description, bool Required);
