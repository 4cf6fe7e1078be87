using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;

namespace Yaosu.Codes.PrintOrders;

/// <summary>印码价格: what printing costs from a day on, until the next list begins. Never changed: orders refer to what they were made with.</summary>
[Label("印码价格"), PlatformFact("One price for all enterprises; set by the platform's operators alone.")]
public sealed class PrintPriceList : IAuditSubject
{
    public const int MostTiers = 10;

    /// <summary>In China.</summary>
    [Label("生效日期")]
    public required DateOnly From { get; init; }

    [Label("外包装码单价（分）")]
    public required long Outer { get; init; }

    [Label("内包装码起印价（分）")]
    public required long Flat { get; init; }

    /// <summary>One a line: the first number of codes, a blank, 分 for each.</summary>
    [Label("内包装码单价（起始数量、分）")]
    public required List<string> Tiers { get; init; }

    [Label("设置人")]
    public required string SetBy { get; init; }

    [Label("设置时间")]
    public required DateTime SetAt { get; init; }

    /// <summary>There is one list for a day.</summary>
    public long Id => From.DayNumber;

    string IAuditSubject.AuditName => From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal PrintPrices Prices => new(Outer, Flat, [.. Tiers.Select(Read)]);

    internal static string Write(PrintTier tier) => string.Create(CultureInfo.InvariantCulture, $"{tier.From} {tier.Fen}");

    internal static Task<PrintPriceList> InForceAsync(AppDb db, CancellationToken ct)
    {
        var today = ChinaTime.Today(db.Time);
        return db.Set<PrintPriceList>().AsNoTracking().Where(x => x.From <= today).OrderByDescending(x => x.From).FirstAsync(ct);
    }

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<PrintPriceList>().ToTable("PrintPriceLists", CodesModule.SchemaName);
        entity.HasKey(x => x.From);
        entity.Ignore(x => x.Id);
        entity.Ignore(x => x.Prices);
        entity.Property(x => x.Tiers).StoredAsLines();
        entity.Property(x => x.SetBy).HasMaxLength(100);
        entity.HasData(new PrintPriceList
        {
            From = new(2020, 1, 1),
            Outer = 12,
            Flat = 300_000,
            Tiers = ["30000 12", "1000000 10", "5000001 9"],
            SetBy = "系统",
            SetAt = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc),
        });
    }

    private static PrintTier Read(string line)
    {
        var parts = line.Split(' ');
        return new(long.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(parts[1], CultureInfo.InvariantCulture));
    }
}
