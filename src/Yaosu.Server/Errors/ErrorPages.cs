using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Yaosu.Platform.Access;
using Yaosu.Platform.Data;
using Yaosu.Platform.Modules;
using Yaosu.Platform.Ui.Shell;

namespace Yaosu.Server.Errors;

/// <summary>Whatever goes wrong is answered with a page that says what to do; programs get the status alone.</summary>
internal static class ErrorPages
{
    private const string RetryAfterSeconds = "5";

    internal static void UseErrorPages(this WebApplication app)
    {
        var engine = new Lazy<IDatabaseEngine>(app.Services.GetRequiredService<IDatabaseEngine>);
        app.Use((http, next) =>
        {
            http.Response.OnStarting(() =>
            {
                if (http.Response.StatusCode == StatusCodes.Status503ServiceUnavailable && http.Response.Headers.RetryAfter.Count == 0)
                    http.Response.Headers.RetryAfter = RetryAfterSeconds;
                return Task.CompletedTask;
            });
            return next(http);
        });
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/error",
            StatusCodeSelector = exception => engine.Value.IsUnavailable(exception) ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError,
        });
        app.UseStatusCodePagesWithReExecute("/error/{0}");
        app.Use(async (http, next) =>
        {
            // The page is drawn the same way whatever the request was; a second POST would be asked for its form's token.
            if (IsOne(http))
            {
                http.Request.Method = HttpMethods.Get;
                await FindHelpAsync(http);
            }
            else if (!http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase) && http.Features.Get<IStatusCodePagesFeature>() is { } pages)
                pages.Enabled = false;
            await next(http);
        });
    }

    /// <summary>Whom to ask, read before the page is drawn: the answer to a request that runs again doesn't wait for what its page still reads.</summary>
    private static async Task FindHelpAsync(HttpContext http)
    {
        var services = http.RequestServices;
        if (http.Features.Get<IStatusCodeReExecuteFeature>() is not { OriginalStatusCode: StatusCodes.Status403Forbidden, Endpoint: { } refused }
            || services.GetRequiredService<RequestActor>() is not { IsSignedIn: true } requester
            || NotAllowed.MissingFor(refused.Metadata.GetOrderedMetadata<IAuthorizeData>(), services.GetRequiredService<ModuleList>()) is not [var first, ..])
            return;
        try
        {
            http.Features.Set(await services.GetRequiredService<IAccessHelp>().ForAsync(requester.Actor, first, http.RequestAborted));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The page must stand without the database; it only names nobody then.
            services.GetRequiredService<ILogger<ErrorPage>>().LogWarning(e, "Who could grant what is missing could not be read");
        }
    }

    /// <summary>A form that was open too long comes back with an old token: a page in the reader's language instead of the framework's sentence.</summary>
    internal static void UseFormErrors(this WebApplication app) => app.Use((http, next) =>
    {
        if (IsOne(http) || http.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false })
            return next(http);
        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    });

    /// <summary>The request failed before and now runs a second time to draw the error page.</summary>
    internal static bool IsOne(HttpContext http) =>
        http.Features.Get<IExceptionHandlerFeature>() is not null || http.Features.Get<IStatusCodeReExecuteFeature>() is not null;
}
