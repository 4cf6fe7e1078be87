using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;

namespace Yaosu.Platform.Api;

/// <summary>Lets a request run once for each <c>Idempotency-Key</c>. A node that dies in the middle leaves a key without an answer: then nobody can know, and
/// sending it again is refused rather than done twice.</summary>
public sealed class Idempotency(AppDbFactory databases)
{
    public const string Header = "Idempotency-Key";

    internal async Task<IResult> OnceAsync<TRequest>(HttpContext http, Actor actor, TRequest request, Func<Task<(int Status, object Answer)>> run)
    {
        var key = http.Request.Headers[Header].ToString();
        if (key.Length is 0 or > IdempotentRequest.KeyLength || key.Any(c => c is < '!' or > '~'))
            return ApiProblem.Of(ApiRefusals.IdempotencyKeyMissing);
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{http.Request.Method} {http.Request.Path}\n{JsonSerializer.Serialize(request)}")));
        await using var db = databases.Open(actor);
        var mine = new IdempotentRequest { ActorId = actor.UserId, Key = key, RequestHash = hash, CreatedAt = databases.Time.UtcNow() };
        db.Add(mine);
        try
        {
            await db.SaveChangesAsync(http.RequestAborted);
        }
        catch (DbUpdateException e) when (db.Engine.IsUniqueViolation(e))
        {
            return await AgainAsync(actor, key, hash, http.RequestAborted);
        }
        (mine.Status, var answer) = await run();
        mine.AnswerJson = JsonSerializer.Serialize(answer, answer.GetType(), JsonSerializerOptions.Web);
        await db.SaveChangesAsync(CancellationToken.None);
        return Stored(mine);
    }

    private async Task<IResult> AgainAsync(Actor actor, string key, string hash, CancellationToken ct)
    {
        await using var db = databases.Open(actor);
        var first = await db.Set<IdempotentRequest>().AsNoTracking().SingleAsync(x => x.ActorId == actor.UserId && x.Key == key, ct);
        if (first.RequestHash != hash)
            return ApiProblem.Of(ApiRefusals.IdempotencyKeyReused);
        return first.Status is null ? ApiProblem.Of(ApiRefusals.StillRunning) : Stored(first);
    }

    private static IResult Stored(IdempotentRequest request) =>
        Results.Content(request.AnswerJson, request.Status >= 400 ? ApiProblem.ContentType : "application/json", Encoding.UTF8, request.Status);
}
