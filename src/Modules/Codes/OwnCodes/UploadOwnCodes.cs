using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Yaosu.Codes.Merchants;
using Yaosu.Codes.Packages;
using Yaosu.Codes.Products;
using Yaosu.Platform.Data;
using Yaosu.Platform.Files;

namespace Yaosu.Codes.OwnCodes;

/// <param name="GoodsId">Null: 不关联.</param>
/// <param name="FileId">Uploaded by the actor for <see cref="OwnCodeFile"/>.</param>
public sealed record OwnCodesFacts(long MerchantId, long? GoodsId, long FileId);

/// <param name="PackageId">0 when lines were wrong: then nothing was kept.</param>
/// <param name="Wrong">The first of them.</param>
public sealed record OwnCodesUploaded(long PackageId, string Number, long Codes, long WrongTotal, IReadOnlyList<WrongLine> Wrong);

/// <summary>上传自有码: a file of addresses becomes a package, all of it or nothing.</summary>
public sealed class UploadOwnCodes(AppDbFactory databases, FileStore files, IOptions<CodesOptions> options) : IDisposable
{
    public const int MostTold = 100;

    /// <summary>Each of them takes the memory of its codes' digests.</summary>
    private const int AtOnce = 2;

    private const int MostTries = 5;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _room = new(AtOnce);

    public async Task<Outcome<OwnCodesUploaded>> RunAsync(Actor actor, OwnCodesFacts wanted, CancellationToken ct = default)
    {
        if (actor.Lacks(CodesPermissions.MakePackages) is { } refusal)
            return refusal;
        if (await files.FindAsync(actor, wanted.FileId, ct) is not { } file || (file.Purpose != OwnCodeFile.Purpose.Code && file.Purpose != OwnCodeFile.Sent.Code) || files.TryOpen(file) is not { } bytes)
            return CodesRefusals.OwnFileNeeded;
        await using (bytes)
        {
            if (!await _room.WaitAsync(Patience, ct))
                return CodesRefusals.OwnUploadsBusy;
            try
            {
                // Off the circuit: the disk is read synchronously.
                return await Task.Run(() => RunAsync(actor, wanted, new(bytes, file.ContentType == FileKind.Zip.ContentType()), ct), ct);
            }
            finally
            {
                _room.Release();
            }
        }
    }

    public void Dispose() => _room.Dispose();

    private async Task<Outcome<OwnCodesUploaded>> RunAsync(Actor actor, OwnCodesFacts wanted, OwnCodeReader reader, CancellationToken ct)
    {
        for (var tries = 1; ; tries++)
        {
            await using var db = databases.Open(actor);
            if (await db.Set<Merchant>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == wanted.MerchantId, ct) is not { } merchant)
                return CodesRefusals.OwnMerchantNeeded;
            if (merchant.Source != CodeSource.Own)
                return CodesRefusals.PlatformCodesAreNotUploaded;
            var check = new OwnCodesCheck(merchant, reader, options.Value.MostPerRequest, MostTold);
            if (await check.RunAsync(db, ct) is { IsDone: false } refused)
                return refused.Refusal!;
            if (check.WrongTotal > 0)
                return new OwnCodesUploaded(0, "", check.Codes, check.WrongTotal, check.Wrong);
            try
            {
                Outcome<OwnCodesUploaded> outcome = CodesRefusals.OwnPrefixChanged;
                await db.InTransactionAsync(async () => outcome = await KeepAsync(db, wanted, reader, check.Prefix!, check.Codes, ct), ct);
                return outcome;
            }
            catch (Exception e) when (tries < MostTries && databases.Engine.IsUniqueViolation(e))
            {
                // Somebody uploaded some of them while these were read: the next look tells which.
            }
        }
    }

    private static async Task<Outcome<OwnCodesUploaded>> KeepAsync(AppDb db, OwnCodesFacts wanted, OwnCodeReader reader, string prefix, int count, CancellationToken ct)
    {
        // Counted by the database: of two who upload at once the second waits here, and finds what the first has kept.
        await db.Set<Merchant>().Where(x => x.Id == wanted.MerchantId).ExecuteUpdateAsync(set => set.SetProperty(x => x.PackagesNumbered, x => x.PackagesNumbered + 1), ct);
        if (await db.Set<Merchant>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == wanted.MerchantId, ct) is not { } merchant || !merchant.UrlPrefixes.Contains(prefix, StringComparer.Ordinal))
            return CodesRefusals.OwnPrefixChanged;
        if (wanted.GoodsId is { } goods && !await db.Set<Goods>().AnyAsync(x => x.Id == goods && x.MerchantId == merchant.Id && x.RetiredAt == null, ct))
            return CodesRefusals.PackageGoodsGone;
        var now = db.Time.UtcNow();
        var package = new CodePackage
        {
            Number = FormattableString.Invariant($"{merchant.Code}P{merchant.PackagesNumbered:0000}"),
            MerchantId = merchant.Id,
            GoodsId = wanted.GoodsId,
            Mode = PackageMode.Own,
            Kind = PackageKind.Single,
            Inside = "",
            Linked = false,
            Numbered = false,
            Total = count,
            RuleText = "企业自有",
            Address = prefix,
            GeneratedAt = now,
            ReadyAt = now,
            CreatedById = db.Actor.UserId,
            CreatedByName = db.Actor.Name,
        };
        db.Add(package);
        db.Add(new PackageLevel { PackageId = package.Id, Level = 1, LayoutJson = null, RuleId = null, Count = count });
        if (await db.Set<StoredFile>().SingleOrDefaultAsync(x => x.Id == wanted.FileId, ct) is { } file)
            FileStore.Delete(db, file);
        db.Record(CodesActions.OwnCodesUploaded, package);
        db.Touch(PackageList.Topic);
        var saved = await db.TrySaveAsync(stillUsed: CodesRefusals.PackageGoodsGone, ct: ct);
        if (!saved.IsDone)
            return saved.Refusal!;
        var ids = await db.Engine.TakeIdsAsync(db, count, ct);
        await db.Engine.WriteBulkAsync(db, RowsAsync(db.OrgId, package, reader, ids, ct), ct);
        return new OwnCodesUploaded(package.Id, package.Number, count, 0, []);
    }

#pragma warning disable CS1998 // The reader reads synchronously, the bulk writer writes asynchronously.
    private static async IAsyncEnumerable<OwnCode> RowsAsync(long orgId, CodePackage package, OwnCodeReader reader, IReadOnlyList<long> ids, [EnumeratorCancellation] CancellationToken ct)
#pragma warning restore CS1998
    {
        var serial = 0;
        foreach (var line in reader.Lines())
        {
            ct.ThrowIfCancellationRequested();
            yield return new() { OrgId = orgId, Id = ids[serial], MerchantId = package.MerchantId, PackageId = package.Id, Serial = serial++, Text = OwnCodesCheck.CodeOf(line.Text, package.Address) };
        }
    }
}
