using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Account;
using Yaosu.Orgs.People;
using Yaosu.Platform.Data;
using Yaosu.Platform.Exports;
using Yaosu.Platform.Paging;
using Yaosu.Platform.Spreadsheets;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Orgs.Certificates;

/// <summary>数字证书管理 as a file.</summary>
internal sealed class CertificateExport(TimeProvider time) : ExportDefinition<CertificateFilter, CertificateRow>
{
    public const string ExportCode = "orgs.certificates";

    public override string Code => ExportCode;

    public override string Title => "数字证书";

    public override Permission Permission => OrgsPermissions.ViewCertificates;

    protected override IReadOnlyList<ExportColumn<CertificateRow>> Columns { get; } =
    [
        new("number", SpreadsheetColumn<CertificateRow>.Text("证书号", x => x.Number)),
        new("name", SpreadsheetColumn<CertificateRow>.Text("名称", x => x.Name)),
        new("kind", SpreadsheetColumn<CertificateRow>.Text("证书类型", x => Labels.Of(x.Kind))),
        new("department", SpreadsheetColumn<CertificateRow>.Text("所属机构", x => x.Department)),
        new("subject", SpreadsheetColumn<CertificateRow>.Text("证书主体", x => x.Subject, 40)),
        new("issuer", SpreadsheetColumn<CertificateRow>.Text("颁发者", x => x.Issuer, 40)),
        new("thumbprint", SpreadsheetColumn<CertificateRow>.Text("指纹", x => x.Thumbprint, 40)),
        new("from", SpreadsheetColumn<CertificateRow>.Time("有效期起", x => x.ValidFrom)),
        new("until", SpreadsheetColumn<CertificateRow>.Time("有效期止", x => x.ValidUntil)),
        new("state", SpreadsheetColumn<CertificateRow>.Text("状态", x => Labels.Of(x.StateAt(time.UtcNow())))),
    ];

    /// <summary>Certificates that are uploaded while the export runs are not in it.</summary>
    protected override async Task<CertificateFilter> PinAsync(AppDb db, CertificateFilter filter, CancellationToken ct) =>
        filter with { UpTo = await db.Set<Certificate>().MaxAsync(x => (long?)x.Id, ct) ?? 0, Now = db.Time.UtcNow() };

    protected override IEnumerable<string> Conditions(CertificateFilter filter)
    {
        if (filter.Text is { Length: > 0 } text)
            yield return $"含“{text}”";
        if (filter.Kind is { } kind)
            yield return $"证书类型为“{Labels.Of(kind)}”";
        if (filter.State is { } state)
            yield return $"状态为“{Labels.Of(state)}”";
    }

    protected override Task<long> CountAsync(AppDb db, CertificateFilter filter, CancellationToken ct) => CertificateList.Filtered(db, filter).LongCountAsync(ct);

    protected override IAsyncEnumerable<CertificateRow> RowsAsync(AppDb db, CertificateFilter filter) => Keyset.ReadAsync<CertificateRow>(last =>
    {
        var before = last?.Id ?? long.MaxValue;
        return CertificateList.Filtered(db, filter).Where(x => x.Id < before).OrderByDescending(x => x.Id).Select(x => new CertificateRow(
            x.Id, x.UserId, x.Number, db.Set<User>().Where(user => user.Id == x.UserId).Select(user => user.Name).First(), x.Kind,
            db.Set<Department>().Where(unit => unit.Id == db.Set<User>().Where(user => user.Id == x.UserId).Select(user => user.DepartmentId).First()).Select(unit => unit.Name).FirstOrDefault() ?? "",
            x.Subject, x.Issuer, x.Thumbprint, x.ValidFrom, x.ValidUntil, x.RevokedAt, false));
    });
}
