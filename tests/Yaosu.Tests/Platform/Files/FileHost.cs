using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Yaosu.Platform.Access;
using Yaosu.Platform.Exports;
using Yaosu.Platform.Files;
using Yaosu.Platform.Live;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Platform.Files;

/// <summary>The file store behind its real endpoints on a real socket, with a folder of its own. Who asks is said in a header, as a session would say it.</summary>
internal sealed class FileHost : IAsyncDisposable
{
    public const string ActorHeader = "X-Test-Actor";
    public const long Org = 71;
    public const long OtherOrg = 72;

    public static readonly FilePurpose Picture = new("test-picture", "图片")
    {
        Uploads = new HashSet<FileKind> { FileKind.Jpeg, FileKind.Png, FileKind.WebP },
        MaxBytes = 2 * 1024 * 1024,
        MayRead = FileReaders.WholeEnterprise,
        GoesAfter = TimeSpan.FromDays(1),
    };

    public static readonly FilePurpose Sheet = new("test-sheet", "导入文件")
    {
        Uploads = new HashSet<FileKind> { FileKind.Xlsx, FileKind.Text },
        MaxBytes = 1024 * 1024,
        MayRead = FileReaders.OwnerOnly,
        GoesAfter = TimeSpan.FromDays(7),
    };

    public static readonly FilePurpose Guarded = new("test-guarded", "受限文件")
    {
        Uploads = new HashSet<FileKind> { FileKind.Text },
        MaxBytes = 1024,
        ToUpload = new("test.upload", "上传受限文件", "上传。"),
        MayRead = FileReaders.OwnerOnly,
        GoesAfter = null,
    };

    public static readonly FilePurpose WrittenByUs = new("test-report", "报表") { MaxBytes = 1L << 40, MayRead = FileReaders.OwnerOnly, GoesAfter = TimeSpan.FromDays(7) };

    private readonly WebApplication _app;
    private readonly HttpClient _client;
    private string? _token;

    private FileHost(WebApplication app, TestDatabase database, string folder)
    {
        (_app, Database, Folder) = (app, database, folder);
        Address = new(app.Urls.Single());
        _client = new(new HttpClientHandler { CookieContainer = Cookies }) { BaseAddress = Address };
    }

    public TestDatabase Database { get; }

    public string Folder { get; }

    public Uri Address { get; }

    public CookieContainer Cookies { get; } = new();

    public FileStore Store => Services.GetRequiredService<FileStore>();

    public FileSweeper Sweeper => ActivatorUtilities.CreateInstance<FileSweeper>(Services);

    public IServiceProvider Services => _app.Services;

    public static Actor Somebody(long userId = 1, long orgId = Org, string session = "s1") =>
        new() { Kind = ActorKind.Person, OrgId = orgId, UserId = userId, Name = $"用户{userId}", SessionId = session };

    public static async Task<FileHost> StartAsync(TestDatabase database, Action<FileStoreOptions>? configure = null, Action<IEndpointRouteBuilder>? more = null)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"yaosu 文件 {Guid.NewGuid():N}");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 1024 * 1024);
        var services = builder.Services;
        services.AddSingleton(database.Databases);
        services.AddSingleton<ILiveTopics>(database.Live);
        services.AddScoped<RequestActor>();
        services.AddAntiforgery();
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddYaosuFiles();
        services.Configure<FileStoreOptions>(files =>
        {
            files.Folder = folder;
            configure?.Invoke(files);
        });
        foreach (var purpose in new[] { Picture, Sheet, Guarded, WrittenByUs, ExportFiles.Purpose })
            services.AddFilePurpose(purpose);
        // Tests say when to sweep.
        services.Remove(services.Single(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType == typeof(FileSweeper)));

        var app = builder.Build();
        app.Use((http, next) =>
        {
            if (http.Request.Headers[ActorHeader].ToString().Split('/') is [var org, var user, var session])
                http.RequestServices.GetRequiredService<RequestActor>().Set(Somebody(long.Parse(user, CultureInfo.InvariantCulture), long.Parse(org, CultureInfo.InvariantCulture), session));
            return next(http);
        });
        FilesEndpoints.Map(app);
        more?.Invoke(app);
        app.MapGet("/token", (HttpContext http, IAntiforgery antiforgery) => antiforgery.GetAndStoreTokens(http).RequestToken);
        await app.StartAsync();
        return new(app, database, folder);
    }

    public static string HeaderOf(Actor actor) => $"{actor.OrgId}/{actor.UserId}/{actor.SessionId}";

    public async Task<string> TokenAsync() => _token ??= await _client.GetStringAsync("/token");

    public async Task<HttpResponseMessage> UploadAsync(Actor? actor, FilePurpose purpose, byte[] content, string name = "图.png")
    {
        using var part = new ByteArrayContent(content) { Headers = { ContentDisposition = new("form-data") { Name = "file", FileNameStar = name } } };
        using var form = new MultipartFormDataContent { part };
        return await PostAsync(actor, FileUrls.UploadFor(purpose), form);
    }

    public async Task<HttpResponseMessage> PostAsync(Actor? actor, string url, HttpContent content, bool withToken = true)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
        if (withToken)
            request.Headers.Add(FilesEndpoints.TokenHeader, await TokenAsync());
        return await SendAsync(actor, request);
    }

    public async Task<HttpResponseMessage> GetAsync(Actor? actor, string url, Action<HttpRequestHeaders>? more = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        more?.Invoke(request.Headers);
        return await SendAsync(actor, request);
    }

    public async Task<StoredFile> UploadedAsync(Actor actor, FilePurpose purpose, byte[] content, string name = "图.png")
    {
        using var response = await UploadAsync(actor, purpose, content, name);
        response.StatusCode.Should().Be(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        await using var db = Database.Open(actor);
        return await db.Set<StoredFile>().AsNoTracking().SingleAsync(x => x.Id == answer.RootElement.GetProperty("id").GetInt64());
    }

    /// <summary>Everything on disk, finished or not.</summary>
    public IReadOnlyList<string> FilesOnDisk() => [.. Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Folder, path))];

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
    }

    private async Task<HttpResponseMessage> SendAsync(Actor? actor, HttpRequestMessage request)
    {
        if (actor is not null)
            request.Headers.Add(ActorHeader, HeaderOf(actor));
        return await _client.SendAsync(request);
    }
}

internal static class Answers
{
    /// <summary>The code of a refusal; its text must be a Chinese sentence.</summary>
    public static async Task<string> RefusalAsync(this HttpResponseMessage response)
    {
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        answer.RootElement.GetProperty("text").GetString().Should().MatchRegex("[一-龥].*。$");
        return answer.RootElement.GetProperty("code").GetString()!;
    }
}
