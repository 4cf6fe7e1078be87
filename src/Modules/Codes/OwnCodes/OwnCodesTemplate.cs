using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Yaosu.Platform.Access;
using Yaosu.Platform.Files;
using Yaosu.Platform.Spreadsheets;

namespace Yaosu.Codes.OwnCodes;

/// <summary>码包模板.csv: how a file of own codes looks.</summary>
internal static class OwnCodesTemplate
{
    internal const string Text = "网址\r\nhttps://m.example.com/c/AB0001\r\nhttps://m.example.com/c/AB0002\r\n";

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet(CodesUrls.OwnCodesTemplate, (HttpContext http, RequestActor request) =>
    {
        if (!request.IsSignedIn || request.Actor.Lacks(CodesPermissions.MakePackages) is not null)
            return Results.NotFound();
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentDisposition = FileName.ContentDisposition("码包模板.csv");
        return Results.Bytes([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Text)], SpreadsheetWriter.CsvContentType);
    });
}
