using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Yaosu.Tests.Platform.Sms;

/// <summary>A provider on the loopback that answers as it is told and remembers what it got.</summary>
internal sealed class SmsProviderServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SmsProviderServer(WebApplication app) => _app = app;

    public List<Got> All { get; } = [];

    public Func<HttpContext, Task> Answer { get; set; } = http => http.Response.WriteAsync("""{"code":"OK","receipt":"r-1"}""");

    public Uri Endpoint => new(_app.Urls.Single() + "/v1/send?region=cn");

    public static async Task<SmsProviderServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new SmsProviderServer(app);
        app.MapPost("/v1/send", async (HttpContext http) =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            lock (server.All)
                server.All.Add(new(http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString()), body.ToArray()));
            await server.Answer(http);
        });
        await app.StartAsync();
        return server;
    }

    /// <summary>A port where nobody listens.</summary>
    public static Uri Nobody()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/v1/send");
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    internal sealed record Got(Dictionary<string, string> Headers, byte[] Body)
    {
        public string Text => Encoding.UTF8.GetString(Body);
    }
}
