using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Yaosu.Platform.Api;

/// <summary>What a program hears when something is refused (RFC 9457): the code is stable, the words are for its operator.</summary>
public sealed record ApiProblem(string Type, string Title, int Status, string Code, string? Field, IReadOnlyList<ApiProblem.Detail>? Errors, string? TraceId)
{
    public const string ContentType = "application/problem+json";

    public sealed record Detail(string Code, string Text, string? Field);

    public static IResult Of(Outcome refused) => Of(refused.Refusals);

    public static IResult Of(params IReadOnlyCollection<Refusal> refusals) => Of(StatusOf(refusals.First()), refusals);

    public static IResult Of(int status, params IReadOnlyCollection<Refusal> refusals)
    {
        var problem = Make(status, refusals);
        return Results.Json(problem, contentType: ContentType, statusCode: problem.Status);
    }

    internal static ApiProblem Make(int status, params IReadOnlyCollection<Refusal> refusals)
    {
        var first = refusals.First();
        return new($"urn:yaosu:{first.Code}", first.Text, status, first.Code, first.Field,
            refusals.Count == 1 ? null : [.. refusals.Select(refusal => new Detail(refusal.Code, refusal.Text, refusal.Field))], Activity.Current?.TraceId.ToHexString());
    }

    internal static int StatusOf(Refusal refusal) => refusal.Code switch
    {
        "api.key-missing" => StatusCodes.Status401Unauthorized,
        "api.too-many-requests" => StatusCodes.Status429TooManyRequests,
        "api.still-running" => StatusCodes.Status409Conflict,
        "api.body-invalid" or "api.cursor-invalid" or "api.idempotency-key-missing" => StatusCodes.Status400BadRequest,
        ['a', 'c', 'c', 'e', 's', 's', '.', ..] => StatusCodes.Status403Forbidden,
        var code when code.EndsWith("not-found", StringComparison.Ordinal) => StatusCodes.Status404NotFound,
        var code when code.EndsWith("changed-meanwhile", StringComparison.Ordinal) || code.EndsWith("-taken", StringComparison.Ordinal) => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status422UnprocessableEntity,
    };
}
