using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;
using Yaosu.Platform.Exports;
using Yaosu.Platform.Jobs;
using Yaosu.Platform.Labels;
using Yaosu.Platform.Pdf;
using Yaosu.Platform.Qr;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Codes.Packages;

public enum PackageFileKind
{
    [Label("文字码包（ZIP）")]
    TextZip,

    [Label("图片码包（SVG）")]
    Svg,

    [Label("图片码包（PNG）")]
    Png,

    [Label("标签（PDF）")]
    Labels,
}

public sealed record PackageFile(long PackageId, string Number, PackageFileKind Kind);

/// <summary>A package as files that take a while: zipped text, a picture for each code, sheets of labels.</summary>
internal sealed class PackageFiles(DownloadPackage packages, PackageWriters writers) : FileExport<PackageFile>
{
    public const string ExportCode = "codes.package-files";

    /// <summary>More would be a directory that no program opens any more.</summary>
    public const int MostPictures = 100_000;

    private const int CodesAtOnce = 1000;
    private const int PixelsOfModule = 8;

    private static readonly IReadOnlyList<PackageFileKind> Kinds = [PackageFileKind.TextZip, PackageFileKind.Svg, PackageFileKind.Png, PackageFileKind.Labels];
    private static readonly IReadOnlyList<PackageFileKind> KindsOfOwn = [PackageFileKind.TextZip];

    public override string Code => ExportCode;

    public override string Title => "码包";

    public override Permission Permission => CodesPermissions.DownloadPackages;

    /// <summary>Own codes are printed already.</summary>
    public static IReadOnlyList<PackageFileKind> KindsOf(PackageMode mode) => mode == PackageMode.Own ? KindsOfOwn : Kinds;

    /// <summary>Sheets of one size are one document; those of several sizes come zipped.</summary>
    public static ExportFormat FormatOf(PackageFileKind kind, PackageKind package) => kind == PackageFileKind.Labels && package == PackageKind.Single ? ExportFormat.Pdf : ExportFormat.Zip;

    public static bool IsTooLarge(PackageFileKind kind, long codes) => kind is PackageFileKind.Svg or PackageFileKind.Png && codes > MostPictures;

    public static string About(PackageFileKind kind) => kind switch
    {
        PackageFileKind.TextZip => "同样的内容，压缩后在“我的下载”里取。",
        PackageFileKind.Svg => "每个码一个矢量二维码，适合印刷厂。",
        PackageFileKind.Png => "每个码一张二维码图片。",
        PackageFileKind.Labels => "A4 标签页，按实际大小打印：外包装和中包装 25×38 毫米，其他 22×35 毫米；多级时每级一个文件。",
    };

    protected override string TitleOf(PackageFile wanted) => $"{Labels.Of(wanted.Kind)} {wanted.Number}";

    protected override async Task<long> WriteAsync(AppDb db, PackageFile wanted, Stream target, Action<long, long> progress, CancellationToken ct)
    {
        if (await db.Set<CodePackage>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == wanted.PackageId, ct) is not { } package)
            throw new JobRefusedException(CodesRefusals.PackageNotFound);
        if (package.ReadyAt is null)
            throw new JobRefusedException(CodesRefusals.PackageNotReady);
        if (!KindsOf(package.Mode).Contains(wanted.Kind))
            throw new JobRefusedException(CodesRefusals.OwnCodesArePrinted);
        if (IsTooLarge(wanted.Kind, package.Total))
            throw new JobRefusedException(CodesRefusals.TooManyPictures(package.Total, MostPictures));
        progress(0, package.Total);
        switch (wanted.Kind)
        {
            case PackageFileKind.TextZip:
                await ZipTextAsync(db, package, target, ct);
                break;
            case PackageFileKind.Svg:
            case PackageFileKind.Png:
                await ZipPicturesAsync(db, package, wanted.Kind, target, progress, ct);
                break;
            case PackageFileKind.Labels:
                await WriteLabelsAsync(db, package, target, progress, ct);
                break;
        }
        return package.Total;
    }

    private async Task ZipTextAsync(AppDb db, CodePackage package, Stream target, CancellationToken ct)
    {
        await using var text = await packages.TextAsync(db, package, ct);
        await using var zip = await ZipArchive.CreateAsync(target, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, ct);
        await using var entry = await NewEntry(zip, package, $"码包_{package.Number}.csv").OpenAsync(ct);
        await text.CopyToAsync(entry, ct);
    }

    private async Task ZipPicturesAsync(AppDb db, CodePackage package, PackageFileKind kind, Stream target, Action<long, long> progress, CancellationToken ct)
    {
        await using var zip = await ZipArchive.CreateAsync(target, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, ct);
        var done = 0L;
        foreach (var level in await LevelsAsync(db, package, ct))
            await foreach (var (name, code) in CodesAsync(package, level, ct))
            {
                var matrix = QrMatrix.Of(package.Address + code) ?? throw new InvalidOperationException($"'{package.Address}' doesn't fit a QR code.");
                var bytes = kind == PackageFileKind.Svg ? Encoding.UTF8.GetBytes(QrSvg.Of(matrix, code)) : QrPng.Of(matrix, PixelsOfModule);
                await using (var entry = await NewEntry(zip, package, $"{LevelNames.Of(package.Kind, level.Level)}/{name ?? code}.{(kind == PackageFileKind.Svg ? "svg" : "png")}").OpenAsync(ct))
                    await entry.WriteAsync(bytes, ct);
                progress(++done, package.Total);
            }
    }

    private async Task WriteLabelsAsync(AppDb db, CodePackage package, Stream target, Action<long, long> progress, CancellationToken ct)
    {
        var levels = await LevelsAsync(db, package, ct);
        try
        {
            if (package.Kind == PackageKind.Single)
            {
                await WriteLabelsAsync(package, levels[0], target, done => progress(done, package.Total), ct);
                return;
            }
            await using var zip = await ZipArchive.CreateAsync(target, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, ct);
            var before = 0L;
            foreach (var level in levels)
            {
                await using (var entry = await NewEntry(zip, package, $"{LevelNames.Of(package.Kind, level.Level)}.pdf").OpenAsync(ct))
                    await WriteLabelsAsync(package, level, entry, done => progress(before + done, package.Total), ct);
                before += level.Count;
            }
        }
        catch (LabelLimitException e)
        {
            throw new JobRefusedException(e.Refusal);
        }
    }

    private Task WriteLabelsAsync(CodePackage package, PackageLevel level, Stream target, Action<long> progress, CancellationToken ct)
    {
        var name = LevelNames.Of(package.Kind, level.Level);
        var sheet = new LabelSheet(level.Level == 1 ? LabelFormat.InnerPackage : LabelFormat.OuterPackage) { CutMarks = true };
        var labels = CodesAsync(package, level, ct).Select(x => CodeLabel.OfCode(package.Address + x.Code, x.Code, x.Name));
        return sheet.WriteAsync(target, new PdfInfo($"码包 {package.Number} {name}", CreatedAt: package.GeneratedAt), labels, new Report(progress), ct);
    }

    /// <returns>The largest packages first.</returns>
    private static Task<List<PackageLevel>> LevelsAsync(AppDb db, CodePackage package, CancellationToken ct) =>
        db.Set<PackageLevel>().AsNoTracking().Where(x => x.PackageId == package.Id).OrderByDescending(x => x.Level).ToListAsync(ct);

    /// <returns>Each code, with its running number if there are any.</returns>
    private async IAsyncEnumerable<(string? Name, string Code)> CodesAsync(CodePackage package, PackageLevel level, [EnumeratorCancellation] CancellationToken ct)
    {
        using var writer = await writers.OfAsync(package, level, ct);
        var text = new char[CodesAtOnce * writer.Length];
        for (var first = 0L; first < level.Count; first += CodesAtOnce)
        {
            ct.ThrowIfCancellationRequested();
            var many = (int)Math.Min(CodesAtOnce, level.Count - first);
            writer.WriteMany(first, many, text.AsSpan(0, many * writer.Length));
            for (var i = 0; i < many; i++)
                yield return (package.Numbered ? RunningNumber.Of(package.Number, level.Level, first + i, level.Count) : null, new(text, i * writer.Length, writer.Length));
        }
    }

    // Dated as the codes are: a second try gives the same file.
    private static ZipArchiveEntry NewEntry(ZipArchive zip, CodePackage package, string name)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = new DateTimeOffset(ChinaTime.FromUtc(package.GeneratedAt), ChinaTime.Zone.BaseUtcOffset);
        return entry;
    }

    private sealed class Report(Action<long> done) : IProgress<long>
    {
        void IProgress<long>.Report(long value) => done(value);
    }
}
