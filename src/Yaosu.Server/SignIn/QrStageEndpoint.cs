using Yaosu.Orgs;
using Yaosu.Orgs.SignIn;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Server.SignIn;

/// <summary>How far the phone is, to the script of the page that shows the code. It stops asking when the code is over.</summary>
internal static class QrStageEndpoint
{
    /// <param name="Stage">Null when the code is of no use to this browser.</param>
    private sealed record Answer(string? Stage, string Text);

    internal static void MapQrStage(this WebApplication app) => app.MapGet(OrgsUrls.QrStage("{id}"), async (string id, HttpContext http, SignInWithQr signIn) =>
    {
        http.Response.Headers.CacheControl = "no-store";
        var stage = await signIn.StageAsync(id, QrCookie.Of(http), http.RequestAborted);
        return TypedResults.Ok(stage.IsDone ? new Answer(stage.Value.ToString().ToLowerInvariant(), Labels.Of(stage.Value)) : new Answer(null, stage.Refusal!.Text));
    }).AllowAnonymous();
}
