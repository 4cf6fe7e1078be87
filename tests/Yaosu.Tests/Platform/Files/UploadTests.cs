using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Files;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Platform.Files;

/// <summary>T-12: what comes in over HTTP.</summary>
public sealed class UploadTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private static readonly Actor Wang = FileHost.Somebody();

    private FileHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await FileHost.StartAsync(database);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_picture_is_stored_under_an_id_with_its_bytes_unchanged()
    {
        var bytes = SampleFiles.Png(64, 64);

        using var response = await _host.UploadAsync(Wang, FileHost.Picture, bytes, "头像.png");

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        await using var db = database.Open(Wang);
        var file = await db.Set<StoredFile>().SingleAsync(x => x.Name == "头像.png");
        (await response.Content.ReadAsStringAsync()).Should().Contain($"\"id\":{file.Id}").And.Contain($"\"url\":\"/files/{file.Id}\"").And.Contain($"\"size\":{bytes.Length}");
        file.Should().BeEquivalentTo(new
        {
            State = StoredFileState.Stored,
            ContentType = "image/png",
            Size = (long)bytes.Length,
            Sha256 = Convert.ToHexString(SHA256.HashData(bytes)),
            Purpose = FileHost.Picture.Code,
            CreatedById = Wang.UserId,
            OrgId = FileHost.Org,
            ExpiresAt = database.Time.UtcNow().AddDays(1),
        });
        _host.FilesOnDisk().Should().ContainSingle().Which.Should().Be(Path.Combine($"{FileHost.Org}", $"{file.CreatedAt:yyyyMM}", $"{file.Id}"));
        (await File.ReadAllBytesAsync(_host.Store.PathOf(file))).Should().Equal(bytes);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(_host.Store.PathOf(file)).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Nobody_signed_in_is_refused()
    {
        using var response = await _host.UploadAsync(null, FileHost.Picture, SampleFiles.Png(1, 1));
        response.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await response.RefusalAsync()).Should().Be("file.sign-in-first");
        await LeavesNothingAsync();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("forged")]
    public async Task Without_the_pages_own_token_nothing_is_taken(string? token)
    {
        // The token in the form doesn't count: finding it there would mean reading the body first.
        using var form = new MultipartFormDataContent
        {
            { new StringContent(await _host.TokenAsync()), "__RequestVerificationToken" },
            { new ByteArrayContent(SampleFiles.Png(1, 1)), "file", "a.png" },
        };
        if (token is not null)
            form.Headers.Add(FilesEndpoints.TokenHeader, token);
        using var response = await _host.PostAsync(Wang, FileUrls.UploadFor(FileHost.Picture), form, withToken: false);

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await response.RefusalAsync()).Should().Be("file.page-stale");
        await LeavesNothingAsync();
    }

    [Theory]
    [InlineData("?purpose=nonsense")]
    [InlineData("")]
    [InlineData("?purpose=test-report")]
    public async Task Only_purposes_for_people_take_uploads(string query)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(SampleFiles.Png(1, 1)), "file", "a.png" } };
        using var response = await _host.PostAsync(Wang, FileUrls.Upload + query, form);
        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await response.RefusalAsync()).Should().Be("file.purpose-unknown");
    }

    [Fact]
    public async Task A_purpose_may_ask_for_a_permission()
    {
        using var response = await _host.UploadAsync(Wang, FileHost.Guarded, "a,b"u8.ToArray(), "a.csv");
        response.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await response.RefusalAsync()).Should().Be("access.denied");
        await LeavesNothingAsync();
    }

    public static TheoryData<string, string> HostileNames => new()
    {
        { "../../x", "x" },
        { "..\\..\\x.png", "x.png" },
        { "C:\\x.png", "x.png" },
        { "/etc/passwd", "passwd" },
        { "a\u202Egnp.exe", "agnp.exe" },
        { "\u0000", "未命名" },
        { "CON", "_CON" },
    };

    [Theory]
    [MemberData(nameof(HostileNames))]
    public async Task A_hostile_name_is_only_ever_shown_and_made_harmless(string name, string shown)
    {
        using var response = await _host.UploadAsync(Wang, FileHost.Picture, SampleFiles.Png(1, 1), name);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        await using var db = database.Open(Wang);
        var file = await db.Set<StoredFile>().OrderBy(x => x.Id).LastAsync();
        file.Name.Should().Be(shown);
        _host.FilesOnDisk().Should().ContainSingle().Which.Should().EndWith($"{Path.DirectorySeparatorChar}{file.Id}");
    }

    [Fact]
    public async Task A_chinese_name_arrives_as_browsers_send_it()
    {
        using var form = new StringContent("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"往来 单位（一）.csv\"\r\n\r\na,b\r\n--b--\r\n");
        form.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");
        using var response = await _host.PostAsync(Wang, FileUrls.UploadFor(FileHost.Sheet), form);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        await using var db = database.Open(Wang);
        (await db.Set<StoredFile>().OrderBy(x => x.Id).LastAsync()).Name.Should().Be("往来 单位（一）.csv");
    }

    public static TheoryData<string, byte[], string> NotWhatTheySay => new()
    {
        { "页面.png", "<!doctype html><script>alert(1)</script>"u8.ToArray(), "file.kind-not-allowed" },
        { "图形.png", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8.ToArray(), "file.kind-not-allowed" },
        { "程序.png", [.. "MZ\u0090"u8, .. new byte[200]], "file.kind-not-allowed" },
        { "动画.png", SampleFiles.Gif(10, 10), "file.kind-not-allowed" },
        { "坏.png", SampleFiles.Png(10, 10)[..20], "file.unknown" },
        { "空.png", [], "file.empty" },
        { "大图.png", SampleFiles.Png(8000, 5001), "file.too-many-pixels" },
    };

    [Theory]
    [MemberData(nameof(NotWhatTheySay))]
    public async Task What_a_file_is_decides_not_what_it_is_called(string name, byte[] content, string code)
    {
        using var response = await _host.UploadAsync(Wang, FileHost.Picture, content, name);
        ((int)response.StatusCode).Should().BeInRange(400, 499);
        (await response.RefusalAsync()).Should().Be(code);
        await LeavesNothingAsync();
    }

    [Fact]
    public async Task A_page_dressed_up_as_a_workbook_is_refused()
    {
        using var response = await _host.UploadAsync(Wang, FileHost.Sheet, "<html><table><tr><td>1</td></tr></table></html>"u8.ToArray(), "导入.xlsx");
        response.StatusCode.Should().Be(HttpStatusCode.UnsupportedMediaType);
        (await response.RefusalAsync()).Should().Be("file.kind-not-allowed");
        await LeavesNothingAsync();
    }

    [Fact]
    public async Task A_file_of_exactly_the_most_bytes_is_taken_and_one_more_is_not()
    {
        var most = new byte[FileHost.Sheet.MaxBytes];
        most.AsSpan().Fill((byte)'a');
        using var taken = await _host.UploadAsync(Wang, FileHost.Sheet, most, "a.csv");
        taken.StatusCode.Should().Be(HttpStatusCode.OK);

        using var refused = await _host.UploadAsync(Wang, FileHost.Sheet, [.. most, (byte)'a'], "b.csv");
        refused.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        (await refused.RefusalAsync()).Should().Be("file.too-large");
        _host.FilesOnDisk().Should().ContainSingle();
    }

    [Fact]
    public async Task A_body_without_a_file_or_without_its_end_is_refused()
    {
        using var noFile = new MultipartFormDataContent { { new StringContent("x"), "a" } };
        using var first = await _host.PostAsync(Wang, FileUrls.UploadFor(FileHost.Sheet), noFile);
        (await first.RefusalAsync()).Should().Be("file.missing");

        using var torn = new StringContent("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\na,b,c");
        torn.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");
        using var second = await _host.PostAsync(Wang, FileUrls.UploadFor(FileHost.Sheet), torn);
        (await second.RefusalAsync()).Should().Be("file.malformed");

        using var json = new StringContent("{}");
        using var third = await _host.PostAsync(Wang, FileUrls.UploadFor(FileHost.Sheet), json);
        (await third.RefusalAsync()).Should().Be("file.malformed");
        await LeavesNothingAsync();
    }

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_nothing()
    {
        await using var upload = await RawUpload.BeginAsync(_host, Wang, FileHost.Sheet, contentLength: 500_000);
        await upload.SendAsync(100_000);
        await Eventually(() => Directory.Exists(_host.Folder) && _host.FilesOnDisk() is [var only] && only.EndsWith(".part", StringComparison.Ordinal));

        upload.Abort();

        await Eventually(() => _host.FilesOnDisk().Count == 0);
        await LeavesNothingAsync();
    }

    [Fact]
    public async Task One_person_uploads_a_few_files_at_a_time()
    {
        var most = new FileStoreOptions().UploadsAtOnce;
        var running = new List<RawUpload>();
        for (var i = 0; i < most; i++)
        {
            running.Add(await RawUpload.BeginAsync(_host, Wang, FileHost.Sheet, contentLength: 500_000));
            await running[i].SendAsync(100_000);
        }
        await Eventually(() => Directory.Exists(_host.Folder) && _host.FilesOnDisk().Count == most);

        using var oneMore = await _host.UploadAsync(Wang, FileHost.Sheet, "a"u8.ToArray(), "a.csv");
        oneMore.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        using var colleague = await _host.UploadAsync(FileHost.Somebody(2), FileHost.Sheet, "a"u8.ToArray(), "a.csv");
        colleague.StatusCode.Should().Be(HttpStatusCode.OK);

        foreach (var upload in running)
            upload.Abort();
        await Eventually(() => _host.FilesOnDisk().Count == 1);
        using var again = await _host.UploadAsync(Wang, FileHost.Sheet, "a"u8.ToArray(), "a.csv");
        again.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    private async Task LeavesNothingAsync()
    {
        if (Directory.Exists(_host.Folder))
            _host.FilesOnDisk().Should().BeEmpty();
        await Eventually(async () =>
        {
            await using var db = database.Open(Wang);
            return !await db.Set<StoredFile>().AnyAsync(x => x.State == StoredFileState.Writing || x.State == StoredFileState.Deleted);
        });
    }

    private static Task Eventually(Func<bool> condition) => Eventually(() => Task.FromResult(condition()));

    private static async Task Eventually(Func<Task<bool>> condition)
    {
        using var over = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await condition())
            await Task.Delay(20, over.Token);
    }
}
