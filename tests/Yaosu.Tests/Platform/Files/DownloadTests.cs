using System.Net;
using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Files;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Platform.Files;

/// <summary>T-25 and the rest of what goes out over HTTP.</summary>
public sealed class DownloadTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private static readonly Actor Wang = FileHost.Somebody();
    private static readonly byte[] Text = [.. Enumerable.Range(0, 100_000).Select(i => (byte)('a' + (i % 26)))];

    private FileHost _host = null!;

    private DownloadLinks Links => _host.Services.GetRequiredService<DownloadLinks>();

    public async ValueTask InitializeAsync() => _host = await FileHost.StartAsync(database);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_picture_is_shown_to_the_whole_enterprise_and_to_nobody_else()
    {
        var file = await _host.UploadedAsync(Wang, FileHost.Picture, SampleFiles.Png(8, 8));

        using var colleague = await _host.GetAsync(FileHost.Somebody(2), FileUrls.Image(file.Id));
        using var stranger = await _host.GetAsync(FileHost.Somebody(1, FileHost.OtherOrg), FileUrls.Image(file.Id));
        using var nobody = await _host.GetAsync(null, FileUrls.Image(file.Id));

        colleague.StatusCode.Should().Be(HttpStatusCode.OK);
        (await colleague.Content.ReadAsByteArrayAsync()).Should().Equal(SampleFiles.Png(8, 8));
        colleague.Content.Headers.ContentType!.MediaType.Should().Be("image/png");
        colleague.Content.Headers.ContentDisposition.Should().BeNull("it is shown, not saved");
        colleague.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
        colleague.Headers.GetValues("Content-Security-Policy").Single().Should().StartWith("sandbox");
        colleague.Headers.CacheControl!.Private.Should().BeTrue();
        stranger.StatusCode.Should().Be(HttpStatusCode.NotFound);
        nobody.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_browser_that_has_the_picture_is_not_sent_it_again()
    {
        var file = await _host.UploadedAsync(Wang, FileHost.Picture, SampleFiles.Png(8, 8));
        using var first = await _host.GetAsync(Wang, FileUrls.Image(file.Id));

        using var again = await _host.GetAsync(Wang, FileUrls.Image(file.Id), headers => headers.IfNoneMatch.Add(first.Headers.ETag!));
        using var stranger = await _host.GetAsync(FileHost.Somebody(1, FileHost.OtherOrg), FileUrls.Image(file.Id), headers => headers.IfNoneMatch.Add(first.Headers.ETag!));

        again.StatusCode.Should().Be(HttpStatusCode.NotModified);
        stranger.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Only_pictures_are_shown_in_place()
    {
        var file = await _host.UploadedAsync(Wang, FileHost.Sheet, Text, "a.csv");
        using var response = await _host.GetAsync(Wang, FileUrls.Image(file.Id));
        response.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_download_is_saved_under_its_chinese_name_and_kept_by_no_cache()
    {
        var file = await _host.UploadedAsync(Wang, FileHost.Sheet, Text, "审计 日志\".csv");
        var link = (await Links.CreateAsync(Wang, file.Id)).Value;

        using var response = await _host.GetAsync(Wang, link);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        (await response.Content.ReadAsByteArrayAsync()).Should().Equal(Text);
        var disposition = response.Content.Headers.ContentDisposition!;
        disposition.DispositionType.Should().Be("attachment");
        disposition.FileNameStar.Should().Be("审计 日志_.csv");
        response.Headers.CacheControl!.NoStore.Should().BeTrue();
        response.Headers.GetValues("Content-Security-Policy").Single().Should().StartWith("sandbox");
    }

    [Fact]
    public async Task A_broken_download_goes_on_where_it_stopped()
    {
        var file = await _host.UploadedAsync(Wang, FileHost.Sheet, Text, "a.csv");
        var link = (await Links.CreateAsync(Wang, file.Id)).Value;
        using var first = await _host.GetAsync(Wang, link, headers => headers.Range = new(0, 40_000 - 1));

        using var rest = await _host.GetAsync(Wang, link, headers =>
        {
            headers.Range = new(40_000, null);
            headers.IfRange = new RangeConditionHeaderValue(first.Headers.ETag!);
        });

        first.StatusCode.Should().Be(HttpStatusCode.PartialContent);
        rest.StatusCode.Should().Be(HttpStatusCode.PartialContent);
        byte[] whole = [.. await first.Content.ReadAsByteArrayAsync(), .. await rest.Content.ReadAsByteArrayAsync()];
        whole.Should().Equal(Text);
    }

    public static TheoryData<string, Actor> Others => new()
    {
        { "a colleague", FileHost.Somebody(2) },
        { "the same number in another enterprise", FileHost.Somebody(1, FileHost.OtherOrg) },
        { "another browser of the same person", FileHost.Somebody(1, FileHost.Org, "s2") },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public async Task A_link_leads_nowhere_for(string whom, Actor other)
    {
        var file = await _host.UploadedAsync(Wang, FileHost.Sheet, Text, "a.csv");
        var link = (await Links.CreateAsync(Wang, file.Id)).Value;

        using var response = await _host.GetAsync(other, link);
        using var signedOut = await _host.GetAsync(null, link);

        response.StatusCode.Should().Be(HttpStatusCode.NotFound, whom);
        signedOut.StatusCode.Should().Be(HttpStatusCode.NotFound);
        if (other.UserId != Wang.UserId || other.OrgId != Wang.OrgId)
            (await Links.CreateAsync(other, file.Id)).Refusal!.Code.Should().Be("file.not-found");
    }

    [Fact]
    public async Task A_link_ends_after_ten_minutes()
    {
        var file = await _host.UploadedAsync(Wang, FileHost.Sheet, Text, "a.csv");
        var link = (await Links.CreateAsync(Wang, file.Id)).Value;

        database.Time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        using var justInTime = await _host.GetAsync(Wang, link);
        database.Time.Advance(TimeSpan.FromSeconds(1));
        using var late = await _host.GetAsync(Wang, link);

        justInTime.StatusCode.Should().Be(HttpStatusCode.OK);
        late.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_changed_or_invented_link_leads_nowhere()
    {
        var file = await _host.UploadedAsync(Wang, FileHost.Sheet, Text, "a.csv");
        var link = (await Links.CreateAsync(Wang, file.Id)).Value;
        foreach (var wrong in new[] { link[..^3] + "AAA", "/downloads/1", $"/downloads/{file.Id}", "/downloads/" + new string('x', 3000) })
        {
            using var response = await _host.GetAsync(Wang, wrong);
            response.StatusCode.Should().Be(HttpStatusCode.NotFound, wrong);
        }
    }

    [Fact]
    public async Task Taking_a_file_out_goes_into_the_audit_log_once_however_often_the_link_is_used()
    {
        var file = await _host.UploadedAsync(Wang, FileHost.Sheet, Text, "a.csv");
        var link = (await Links.CreateAsync(Wang, file.Id)).Value;
        for (var i = 0; i < 3; i++)
            (await _host.GetAsync(Wang, link)).Dispose();

        await using var db = database.Open(Wang);
        (await db.Set<AuditEntry>().Where(x => x.ObjectType == nameof(StoredFile) && x.ObjectId == file.Id).ToListAsync())
            .Should().ContainSingle().Which.Should().BeEquivalentTo(new { Action = FileActions.Downloaded.Code, ActorId = Wang.UserId, ObjectName = "a.csv" });
    }

    [Fact]
    public async Task Lost_bytes_are_not_found_instead_of_an_error()
    {
        var file = await _host.UploadedAsync(Wang, FileHost.Picture, SampleFiles.Png(8, 8));
        File.Delete(_host.Store.PathOf(file));
        using var response = await _host.GetAsync(Wang, FileUrls.Image(file.Id));
        response.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }
}
