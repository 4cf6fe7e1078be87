using Yaosu.Platform.Pdf;

namespace Yaosu.Tests.Platform.Pdf;

public sealed class ImageTests
{
    private const int Width = 7;
    private const int Height = 11;

    // What JPEG files begin with, up to their frame: 8 bits, 300 lines of 400, so many channels.
    private static byte[] Jpeg(byte channels, bool adobe = false, byte frame = 0xC0) =>
    [
        0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, .. adobe ? (byte[])[0xFF, 0xEE, 0, 14, .. "Adobe"u8, 0, 100, 0, 0, 0, 0, 2] : [],
        0xFF, frame, 0, (byte)(8 + (3 * channels)), 8, 1, 0x2C, 1, 0x90, channels, .. Enumerable.Range(1, channels * 3).Select(i => (byte)i), 0xFF, 0xDA, 0, 2, 9, 9, 9, 0xFF, 0xD9,
    ];

    [Theory]
    [InlineData(1, false, "/DeviceGray")]
    [InlineData(3, false, "/DeviceRGB")]
    [InlineData(4, false, "/DeviceCMYK")]
    [InlineData(4, true, "/DeviceCMYK/Decode[1 0 1 0 1 0 1 0]")]
    public async Task A_jpeg_goes_in_as_it_is(byte channels, bool adobe, string colors)
    {
        var jpeg = Jpeg(channels, adobe);
        var (file, image) = await DrawAsync(jpeg);

        (image.Width, image.Height).Should().Be((400, 300));
        image.HeightAt(40).Should().Be(30);
        var written = file[file.Pages[0].Images.Single().Object];
        written.Stream.Should().Equal(jpeg);
        written.Dictionary.Should().Contain("/Width 400/Height 300/").And.Contain("/Filter/DCTDecode").And.Contain($"/ColorSpace{colors}/");
        var place = file.Pages[0].Images.Single().Place;
        place.X.Should().BeApproximately(10, 0.001);
        place.Y.Should().BeApproximately(20, 0.001);
        place.Width.Should().BeApproximately(30, 0.001);
        place.Height.Should().BeApproximately(40, 0.001);
    }

    [Theory]
    [InlineData(0, 1, 1, "/DeviceGray")]
    [InlineData(2, 3, 3, "/DeviceRGB")]
    [InlineData(4, 2, 1, "/DeviceGray")]
    [InlineData(6, 4, 3, "/DeviceRGB")]
    public async Task A_png_keeps_its_pixels_and_its_opacity(byte kind, int channels, int colors, string space)
    {
        byte[] Pixel(int x, int y) => [.. Enumerable.Range(0, channels).Select(i => (byte)((x * 31) + (y * 57) + (i * 101)))];
        var (file, _) = await DrawAsync(PngSample.Make(Width, Height, kind, Pixel));

        var pixels = Enumerable.Range(0, Height).SelectMany(y => Enumerable.Range(0, Width).Select(x => Pixel(x, y))).ToList();
        var written = file[file.Pages[0].Images.Single().Object];
        written.Dictionary.Should().Contain($"/ColorSpace{space}/").And.Contain($"/Predictor 15/Colors {colors}/BitsPerComponent 8/Columns {Width}");
        PngSample.Plain(written.Inflated, Width * colors, colors).Should().Equal(pixels.SelectMany(x => x.Take(colors)));
        if (channels == colors)
        {
            written.Dictionary.Should().NotContain("/SMask");
            return;
        }
        var mask = file[PdfFile.Number(written.Dictionary, "SMask")];
        PngSample.Plain(mask.Inflated, Width, 1).Should().Equal(pixels.Select(x => x[^1]));
    }

    [Fact]
    public async Task A_png_with_a_palette_keeps_it()
    {
        byte[] palette = [1, 2, 3, 250, 251, 252, 9, 8, 7];
        byte[] Pixel(int x, int y) => [(byte)((x + y) % 3)];
        var indexes = Enumerable.Range(0, Height).SelectMany(y => Enumerable.Range(0, Width).SelectMany(x => Pixel(x, y))).ToList();

        var (opaque, _) = await DrawAsync(PngSample.Make(Width, Height, 3, Pixel, palette: palette));
        var written = opaque[opaque.Pages[0].Images.Single().Object];
        written.Dictionary.Should().Contain("/ColorSpace[/Indexed/DeviceRGB 2<010203FAFBFC090807>]").And.NotContain("/SMask");
        PngSample.Plain(written.Inflated, Width, 1).Should().Equal(indexes);

        var (clear, _) = await DrawAsync(PngSample.Make(Width, Height, 3, Pixel, palette: palette, opacity: [0, 128]));
        written = clear[clear.Pages[0].Images.Single().Object];
        PngSample.Plain(written.Inflated, Width, 1).Should().Equal(indexes);
        PngSample.Plain(clear[PdfFile.Number(written.Dictionary, "SMask")].Inflated, Width, 1).Should().Equal(indexes.Select(x => x switch { 0 => (byte)0, 1 => (byte)128, _ => (byte)255 }));
    }

    [Fact]
    public async Task What_can_not_be_drawn_is_refused_with_what_to_do()
    {
        byte[] Pixel(int x, int y) => [1, 2, 3, 4, 5, 6];
        var png = PngSample.Make(Width, Height, 2, (x, y) => [1, 2, 3]);

        (await RefusalAsync("GIF89a"u8.ToArray())).Should().Be(PdfRefusals.ImageKind);
        (await RefusalAsync([])).Should().Be(PdfRefusals.ImageKind);
        (await RefusalAsync(PngSample.Make(Width, Height, 2, Pixel, depth: 16))).Should().Be(PdfRefusals.PngKind);
        (await RefusalAsync(PngSample.Make(Width, Height, 0, (x, y) => [1], depth: 1))).Should().Be(PdfRefusals.PngKind);
        (await RefusalAsync(PngSample.Make(Width, Height, 2, (x, y) => [1, 2, 3], interlaced: 1))).Should().Be(PdfRefusals.PngKind);
        (await RefusalAsync(PngSample.Make(Width, Height, 3, (x, y) => [0]))).Should().Be(PdfRefusals.PngUnreadable, "its palette is missing");
        (await RefusalAsync(PngSample.Make(Width, Height + 1, 2, (x, y) => y < Height ? [1, 2, 3] : []))).Should().Be(PdfRefusals.PngUnreadable, "its last line is missing");
        for (var length = 8; length < png.Length - 16; length++)
            (await RefusalAsync(png[..length])).Should().Be(PdfRefusals.PngUnreadable, "{0} bytes are left", length);
        png[16 + 1] = 0x70;
        (await RefusalAsync(png)).Should().Be(PdfRefusals.ImageTooLarge);

        (await RefusalAsync(Jpeg(2))).Should().Be(PdfRefusals.JpegUnreadable);
        (await RefusalAsync(Jpeg(3, frame: 0xC3))).Should().Be(PdfRefusals.JpegUnreadable, "PDF has no lossless JPEG");
        var jpeg = Jpeg(3);
        for (var length = 3; length < 20; length++)
            (await RefusalAsync(jpeg[..length])).Should().Be(PdfRefusals.JpegUnreadable, "{0} bytes are left", length);
    }

    private static async Task<Refusal?> RefusalAsync(byte[] image) => (await new PdfWriter(new AsyncOnlyStream(), new("图")).AddImageAsync(image)).Refusal;

    private static async Task<(PdfFile File, PdfImage Image)> DrawAsync(byte[] bytes)
    {
        var target = new AsyncOnlyStream();
        var writer = new PdfWriter(target, new("图"));
        var image = (await writer.AddImageAsync(bytes)).Value;
        var page = writer.NewPage();
        page.Image(image, 10, 20, 30, 40);
        await writer.AddAsync(page);
        await writer.FinishAsync();
        return (new(target.ToArray()), image);
    }
}
