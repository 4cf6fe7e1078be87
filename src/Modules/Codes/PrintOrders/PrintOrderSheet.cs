using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Yaosu.Platform.Access;
using Yaosu.Platform.Files;
using Yaosu.Platform.Pdf;
using Yaosu.Platform.Pdf.Fonts;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Codes.PrintOrders;

/// <summary>An order on paper: what is printed, for how much, and where it goes.</summary>
internal static class PrintOrderSheet
{
    private const double Gap = 5;

    private static readonly PdfTextStyle Heading = new(PdfLength.Points(12), Bold: true);

    private sealed record PriceRow(string Name, string Size, string Count, string Unit, string Amount);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet($"{CodesUrls.PrintOrders}/{{id:long}}/sheet.pdf", async (HttpContext http, RequestActor request, PrintOrderList orders, long id) =>
            request.IsSignedIn && (await orders.FindAsync(request.Actor, id, http.RequestAborted)).TryGet(out var about) ? await SendAsync(http, about) : Results.NotFound());
        routes.MapGet($"{CodesUrls.PrintDesk}/{{id:long}}/sheet.pdf", async (HttpContext http, RequestActor request, PrintDesk desk, long id) =>
            request.IsSignedIn && (await desk.FindAsync(request.Actor, id, http.RequestAborted)).TryGet(out var shown) ? await SendAsync(http, shown.About) : Results.NotFound());
    }

    internal static async Task WriteAsync(PrintOrderShown about, Stream target, CancellationToken ct)
    {
        var order = about.Order;
        var flow = new PdfFlow(new(target, new($"印码订单 {order.Number}", CreatedAt: order.OrderedAt, PageNumbers: true)));
        await flow.TextAsync($"印码订单 {order.Number}", PdfTextStyle.Title, ct);
        flow.Space(Gap);
        await LinesAsync(flow,
        [
            ("企业", order.OrgName),
            ("印码工艺", PrintOrderFacts.ProcessText(order.Process)),
            ("印码状态", order.State == PrintOrderState.Shipped ? $"{Labels.Of(order.State)}（{order.Carrier} {order.Tracking}）" : Labels.Of(order.State)),
            ("下单", $"{ChinaTime.Text(order.OrderedAt)}，{order.OrderedBy}"),
        ], ct);

        await HeadAsync(flow, "价格明细", ct);
        await flow.TableAsync<PriceRow>(
            [
                new("码", x => x.Name, 2.2), new("尺寸", x => x.Size, 2.4), new("数量（个）", x => x.Count, 2, PdfAlign.Right),
                new("单价（元/个）", x => x.Unit, 3, PdfAlign.Right), new("小计（元）", x => x.Amount, 2.4, PdfAlign.Right),
            ],
            Prices(order.Quote).ToAsyncEnumerable(), cancellation: ct);

        await HeadAsync(flow, "码包", ct);
        await flow.TableAsync<PrintOrderPackage>(
            [
                new("记录编号", x => x.Number, 3), new("码类型", x => Labels.Of(x.Kind), 2),
                new("外包装码（个）", x => Format.Count(x.Outer), 2, PdfAlign.Right), new("内包装码（个）", x => Format.Count(x.Inner), 2, PdfAlign.Right),
            ],
            about.Packages.ToAsyncEnumerable(), cancellation: ct);

        await HeadAsync(flow, "收货信息", ct);
        await LinesAsync(flow, [("姓名", order.Receiver), ("电话", order.Phone), ("地址", order.Address)], ct);
        await flow.FinishAsync(ct);
    }

    private static async Task HeadAsync(PdfFlow flow, string text, CancellationToken ct)
    {
        flow.Space(Gap);
        await flow.TextAsync(text, Heading, ct);
        flow.Space(Gap / 3);
    }

    private static async Task LinesAsync(PdfFlow flow, IReadOnlyList<(string Name, string Text)> lines, CancellationToken ct)
    {
        foreach (var (name, text) in lines)
            await flow.TextAsync($"{name}：{text}", PdfTextStyle.Body, ct);
    }

    private static IEnumerable<PriceRow> Prices(PrintQuote quote) =>
    [
        new("外包装码", PrintQuoteTable.OuterSize, Format.Count(quote.Outer.Count), PrintQuoteTable.UnitOf(quote.Outer), Format.Money(quote.Outer.Amount)),
        new("内包装码", PrintQuoteTable.InnerSize, Format.Count(quote.Inner.Count), PrintQuoteTable.UnitOf(quote.Inner), Format.Money(quote.Inner.Amount)),
        new("合计", "", Format.Count(quote.Outer.Count + quote.Inner.Count), "", Format.Money(quote.Amount)),
    ];

    // As long as a few pages: written whole before anything is sent, so that a failure can still be told.
    private static async Task<IResult> SendAsync(HttpContext http, PrintOrderShown about)
    {
        var file = new MemoryStream();
        try
        {
            await WriteAsync(about, file, http.RequestAborted);
        }
        catch (PdfFontMissingException e)
        {
            return Results.Text(e.Refusal.Text, "text/plain; charset=utf-8", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
        file.Position = 0;
        var headers = http.Response.Headers;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentDisposition = FileName.ContentDisposition($"印码订单_{about.Order.Number}.pdf");
        return Results.Stream(file, PdfWriter.ContentType);
    }
}
