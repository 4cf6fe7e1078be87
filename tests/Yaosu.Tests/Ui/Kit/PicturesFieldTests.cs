using System.Linq.Expressions;
using Bunit;
using Microsoft.AspNetCore.Components;
using Yaosu.Platform.Files;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Tests.Ui.Kit;

public sealed class PicturesFieldTests : KitContext
{
    private static readonly FilePurpose Photo = new("goods-picture", "商品图片")
    {
        MaxBytes = 5 * 1024 * 1024,
        Uploads = new HashSet<FileKind> { FileKind.Png },
        MayRead = (_, _) => true,
        GoesAfter = null,
    };

    private readonly Form _form = new();

    [Fact]
    public async Task An_uploaded_picture_joins_the_others_once_and_as_many_as_there_may_be()
    {
        var field = Show();
        await UploadAsync(field, 1);
        await UploadAsync(field, 1);
        await UploadAsync(field, 2);
        _form.Pictures.FileIds.Should().Equal(1, 2);
        field.Find(".count").TextContent.Should().Be("2 / 3");
        await UploadAsync(field, 3);
        field.FindComponents<UploadField>().Should().BeEmpty("there may be no more");
        field.FindAll("img").Select(x => x.GetAttribute("alt")).Should().Equal("第 1 张：照片1.png", "第 2 张：照片2.png", "第 3 张：照片3.png");
    }

    [Fact]
    public async Task Pictures_are_moved_and_taken_away()
    {
        _form.Pictures = PictureList.Of([1, 2, 3]);
        var field = Show();
        Button(field, "第 1 张前移").HasAttribute("disabled").Should().BeTrue();
        Button(field, "第 3 张后移").HasAttribute("disabled").Should().BeTrue();
        await Button(field, "第 1 张后移").ClickAsync();
        _form.Pictures.FileIds.Should().Equal(2, 1, 3);
        field = Show();
        await Button(field, "第 3 张前移").ClickAsync();
        _form.Pictures.FileIds.Should().Equal(2, 3, 1);
        field = Show();
        await Button(field, "移除第 2 张").ClickAsync();
        _form.Pictures.FileIds.Should().Equal(2, 1);
    }

    [Fact]
    public void Lists_are_the_same_by_their_files_and_order_and_read_as_names_or_a_number()
    {
        new PictureList([new(1, "正面.png"), new(2)]).Should().Be(PictureList.Of([1, 2])).And.NotBe(PictureList.Of([2, 1]));
        new PictureList([new(1, "正面.png"), new(2, "背面.png")]).ToString().Should().Be("正面.png、背面.png");
        PictureList.Of([1, 2]).ToString().Should().Be("2 张图片");
    }

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<PicturesField> field, string label) => field.Find($"button[aria-label='{label}']");

    private async Task UploadAsync(IRenderedComponent<PicturesField> field, long id)
    {
        var upload = field.FindComponent<UploadField>();
        await upload.InvokeAsync(() => upload.Instance.Finished(new(id, $"照片{id}.png", 100, "image/png", $"/files/{id}")));
        field.Render(again => again.Add(x => x.Value, _form.Pictures));
    }

    private IRenderedComponent<PicturesField> Show() =>
        Render<PicturesField>(field => field
            .Add(f => f.Value, _form.Pictures)
            .Add(f => f.ValueExpression, (Expression<Func<PictureList?>>)(() => _form.Pictures))
            .Add(f => f.ValueChanged, EventCallback.Factory.Create<PictureList?>(this, value => _form.Pictures = value!))
            .Add(f => f.Purpose, Photo)
            .Add(f => f.Most, 3)
            .Add(f => f.UploadHint, "PNG"));

    private sealed class Form
    {
        [Label("商品图片")]
        public PictureList Pictures { get; set; } = PictureList.Empty;
    }
}
