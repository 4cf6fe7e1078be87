using Bunit;
using Yaosu.Platform.Files;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Tests.Ui.Kit;

public sealed class UploadFieldTests : KitContext
{
    private static readonly FilePurpose Avatar = new("orgs.avatar", "头像")
    {
        MaxBytes = 2 * 1024 * 1024,
        Uploads = new HashSet<FileKind> { FileKind.Png, FileKind.Jpeg },
        MayRead = (_, _) => true,
        GoesAfter = null,
    };

    private UploadedFile? _kept;

    private IRenderedComponent<UploadField> Open() => Render<UploadField>(field => field
        .Add(x => x.Label, "头像").Add(x => x.Purpose, Avatar).Add(x => x.Value, _kept).Add(x => x.ValueChanged, file => _kept = file));

    [Fact]
    public void The_script_is_told_where_to_send_and_what_to_expect()
    {
        var script = JSInterop.SetupModule("./_content/Yaosu.Platform/js/kit-upload.js");
        script.Mode = JSRuntimeMode.Loose;
        var field = Open();
        var told = System.Text.Json.JsonSerializer.Serialize(script.VerifyInvoke("attach").Arguments[2], options: new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        told.Should().Be("""{"url":"/files?purpose=orgs.avatar","maxBytes":2097152,"accept":"image/png,image/jpeg","tooLarge":"文件超过 2 MB，请压缩后再上传。"}""");
        field.Find("input[type=file]").GetAttribute("accept").Should().Be("image/png,image/jpeg");
    }

    [Fact]
    public async Task The_servers_no_is_shown_as_its_sentence_and_the_next_try_clears_it()
    {
        var field = Open();
        await field.InvokeAsync(() => field.Instance.Started("照片.png"));
        field.Find("progress").GetAttribute("value").Should().Be("0");
        field.Find("input[type=file]").HasAttribute("disabled").Should().BeTrue();
        await field.InvokeAsync(() => field.Instance.Progressed(40));
        field.Find("progress").GetAttribute("value").Should().Be("40");

        await field.InvokeAsync(() => field.Instance.Failed("这不是图片，请选择 JPG 或 PNG。"));
        field.Find("[role=alert]").TextContent.Should().Contain("这不是图片，请选择 JPG 或 PNG。");
        field.FindAll("progress").Should().BeEmpty();
        _kept.Should().BeNull();

        await field.InvokeAsync(() => field.Instance.Started("照片.png"));
        field.Find("[role=alert]").TextContent.Trim().Should().BeEmpty();
    }

    [Fact]
    public async Task A_kept_file_is_handed_on_and_can_be_removed()
    {
        var field = Open();
        await field.InvokeAsync(() => field.Instance.Started("报告.pdf"));
        await field.InvokeAsync(() => field.Instance.Finished(new(5, "报告.pdf", 2048, "application/pdf", "/files/5")));
        _kept!.Id.Should().Be(5);

        var again = Open();
        again.Markup.Should().Contain("报告.pdf（2 KB）");
        await again.FindAll("button").Single(button => button.TextContent == "移除").ClickAsync();
        _kept.Should().BeNull();
    }

    [Fact]
    public async Task A_cancelled_upload_is_no_error()
    {
        var field = Open();
        await field.InvokeAsync(() => field.Instance.Started("照片.png"));
        await field.InvokeAsync(() => field.Instance.Failed(null));
        await field.InvokeAsync(() => field.Instance.Progressed(90));
        field.Find("[role=alert]").TextContent.Trim().Should().BeEmpty();
        field.FindAll("progress").Should().BeEmpty("a late report of progress starts nothing");
    }
}
