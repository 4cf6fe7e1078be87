using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Yaosu.Drugs.Registry;
using Yaosu.Platform.Api;
using Yaosu.Platform.Data;

namespace Yaosu.Drugs;

/// <summary>What this module offers to programs.</summary>
public sealed class DrugsApi(AppDbFactory databases)
{
    /// <param name="PackText">7片/盒; the levels beside it say the same in numbers.</param>
    public sealed record DrugAnswer(long Id, string GenericName, string? TradeName, string DosageForm, string Strength, string PackText, string DoseUnit, int DosesPerPack, string PackUnit, string? MiddleUnit,
        int? PacksPerMiddle, string? CaseUnit, int? PerCase, string LicenceNumber, string Holder, string Manufacturer, string? NationalCode, string? IdentificationCode, string? Barcode, string Special, string Storage,
        int ValidMonths, DateTime? RetiredAt);

    internal static void Map(RouteGroupBuilder api) =>
        api.MapList<DrugsApi, DrugAnswer>("/drugs", (drugs, actor, at, ct) => drugs.DrugsAsync(actor, at, ct)).WithSummary("药品信息");

    internal async Task<Outcome<ApiPage<DrugAnswer>>> DrugsAsync(Actor actor, ApiCursor at, CancellationToken ct)
    {
        if (actor.Lacks(DrugsPermissions.View) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        var after = at.After ?? 0;
        var found = await db.Set<Drug>().AsNoTracking().Where(x => x.Id > after).OrderBy(x => x.Id).Take(at.Limit + 1).ToListAsync(ct);
        return at.Page(found, x => x.Id, x => new DrugAnswer(x.Id, x.GenericName, x.TradeName, x.DosageForm, x.Strength, x.PackText, x.DoseUnit, x.DosesPerPack, x.PackUnit, x.MiddleUnit, x.PacksPerMiddle, x.CaseUnit,
            x.PerCase, x.LicenceNumber, x.Holder, x.Manufacturer, x.NationalCode, x.IdentificationCode, x.Barcode, x.Special.ToString(), x.Storage.ToString(), x.ValidMonths, x.RetiredAt));
    }
}
