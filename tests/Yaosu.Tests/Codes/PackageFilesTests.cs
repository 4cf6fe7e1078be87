using System.IO.Compression;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Yaosu.Codes;
using Yaosu.Codes.Merchants;
using Yaosu.Codes.Packages;
using Yaosu.Platform.Background;
using Yaosu.Platform.Exports;
using Yaosu.Platform.Files;
using Yaosu.Platform.Jobs;
using Yaosu.Tests.Platform.Pdf;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Codes;

public sealed class PackageFilesTests(TestDatabase database) : CodesTest(database)
{
    private readonly string _folder = HostProcess.NewDataFolder();
    private FileStore _files = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _files = new FileStore(Database.Databases, new([ExportFiles.Purpose]), Options.Create(new FileStoreOptions { Folder = _folder }), NullLogger<FileStore>.Instance);
    }

    public override ValueTask DisposeAsync()
    {
        HostProcess.Remove(_folder);
        return base.DisposeAsync();
    }

    [Fact]
    public async Task Zipped_text_is_the_text()
    {
        var id = await World.MadeAsync(Main, CodesWorld.Digits(Merchant.Id, 40, 3));
        using var zip = new ZipArchive(new MemoryStream(await WriteAsync(id, PackageFileKind.TextZip)));
        using var text = new StreamReader(zip.Entries.Should().ContainSingle().Which.Open());
        (await text.ReadToEndAsync()).TrimEnd().Split("\r\n").Skip(1).Select(x => x.Split(',')[2]).Should().Equal((await World.LinesAsync(Main, id)).Select(x => x[2]));
    }

    [Theory]
    [InlineData(PackageFileKind.Svg, ".svg")]
    [InlineData(PackageFileKind.Png, ".png")]
    public async Task Each_code_has_a_picture_named_by_its_running_number(PackageFileKind kind, string extension)
    {
        var id = await World.MadeAsync(Main, CodesWorld.Digits(Merchant.Id, 2, 3));
        var bytes = await WriteAsync(id, kind);
        using var zip = new ZipArchive(new MemoryStream(bytes));
        zip.Entries.Select(x => x.FullName).Should().Equal((await World.LinesAsync(Main, id)).Select(x => $"{x[1]}/{x[0]}{extension}"));
        zip.Entries.Should().OnlyContain(x => x.Length > 100);
        (await WriteAsync(id, kind)).Should().Equal(bytes, "a second try gives the same file");
    }

    [Fact]
    public async Task Labels_of_one_level_are_one_document_and_of_several_one_each()
    {
        var single = await World.MadeAsync(Main, CodesWorld.Digits(Merchant.Id, 50));
        var sheets = new PdfFile(await WriteAsync(single, PackageFileKind.Labels));
        foreach (var line in await World.LinesAsync(Main, single))
            sheets.Pages.Should().Contain(x => x.Texts.Any(text => text.Text == line[0]), "each label has its own number in full");
        var three = await World.MadeAsync(Main, CodesWorld.Digits(Merchant.Id, 2, 2, 5));
        using var zip = new ZipArchive(new MemoryStream(await WriteAsync(three, PackageFileKind.Labels)));
        zip.Entries.Select(x => x.FullName).Should().Equal("外包装码.pdf", "中包装码.pdf", "内包装码.pdf");
        PackageFiles.FormatOf(PackageFileKind.Labels, PackageKind.Single).Should().Be(ExportFormat.Pdf);
        PackageFiles.FormatOf(PackageFileKind.Labels, PackageKind.TwoLevels).Should().Be(ExportFormat.Zip);
    }

    [Fact]
    public async Task Too_many_pictures_and_packages_that_are_not_ready_are_refused_for_good()
    {
        var large = await World.MadeAsync(Main, CodesWorld.Digits(Merchant.Id, PackageFiles.MostPictures + 1));
        (await Refused(large, PackageFileKind.Png)).Text.Should().Contain("最多 100,000 个");
        var waiting = (await World.Request.RunAsync(Main, CodesWorld.Digits(Merchant.Id, 5))).Value;
        (await Refused(waiting, PackageFileKind.TextZip)).Should().Be(CodesRefusals.PackageNotReady);
        (await Refused(1, PackageFileKind.Labels)).Should().Be(CodesRefusals.PackageNotFound);

        async Task<Refusal> Refused(long package, PackageFileKind kind) => (await FluentActions.Awaiting(() => WriteAsync(package, kind)).Should().ThrowAsync<JobRefusedException>()).Which.Refusal;
    }

    private async Task<byte[]> WriteAsync(long package, PackageFileKind kind)
    {
        await using var db = Database.Databases.Open(Main);
        // Into a file as the download centre begins it: a memory takes what such a file may not.
        await using var draft = (await _files.BeginAsync(Main, ExportFiles.Purpose, "x.zip", announced: null, CancellationToken.None)).Value;
        var wanted = new ExportArguments(PackageFiles.ExportCode, StoredJson.Write(new PackageFile(package, "P", kind)), [], ExportFormat.Zip, "x.zip");
        await new PackageFiles(World.Download, World.Writers).WriteAsync(db, wanted, draft.Bytes, (_, _) => { }, CancellationToken.None);
        await draft.SettleAsync(CancellationToken.None);
        await db.InTransactionAsync(() => draft.StoreAsync(db, "application/zip", CancellationToken.None));
        await using var bytes = _files.TryOpen((await _files.FindAsync(Main, draft.Id))!)!;
        using var whole = new MemoryStream();
        await bytes.CopyToAsync(whole);
        return whole.ToArray();
    }
}
