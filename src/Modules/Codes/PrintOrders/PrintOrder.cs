using Microsoft.EntityFrameworkCore;
using Yaosu.Codes.Packages;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Data;

namespace Yaosu.Codes.PrintOrders;

/// <summary>印码工艺.</summary>
public enum PrintProcess
{
    [Label("明码款")]
    Plain,

    /// <summary>Outer codes plain, inner codes under a layer that is scratched off.</summary>
    [Label("刮刮银款")]
    ScratchOff,
}

/// <summary>印码状态.</summary>
public enum PrintOrderState
{
    [Label("待付款核实")]
    Waiting,

    /// <summary>The operators looked for the money in vain and said so.</summary>
    [Label("款项未核实")]
    Unpaid,

    [Label("待印码")]
    Paid,

    [Label("印码中")]
    Printing,

    [Label("已邮寄")]
    Shipped,

    [Label("已取消")]
    Cancelled,
}

/// <summary>印码订单: an enterprise has packages printed. Never edited; the operators lead it from state to state.</summary>
[Label("印码订单"), PlatformFact("Placed by an enterprise, carried out by the platform's operators.")]
public sealed class PrintOrder : IAuditSubject, IVersioned
{
    public const int NameLength = 40;
    public const int PhoneLength = 20;
    public const int AddressLength = 200;
    public const int ReasonLength = 200;
    public const int CarrierLength = 40;
    public const int TrackingLength = 40;

    public long Id { get; init; }

    public int Version { get; private set; }

    public required long OrgId { get; init; }

    /// <summary>As it was called then; stands as remark in the payment.</summary>
    public required string OrgName { get; init; }

    /// <summary>One over all enterprises.</summary>
    public required string Number { get; init; }

    /// <summary>In China.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Which of that day.</summary>
    public required int Sequence { get; init; }

    public required PrintProcess Process { get; init; }

    public required long Outer { get; init; }

    public required long Inner { get; init; }

    /// <summary>In 分, as all that follow; prices may change, this order's don't.</summary>
    public required long OuterFen { get; init; }

    /// <summary>Null: inner codes had a price together.</summary>
    public required long? InnerFen { get; init; }

    public required long OuterAmount { get; init; }

    public required long InnerAmount { get; init; }

    public required long Amount { get; init; }

    public required string Receiver { get; init; }

    public required string Phone { get; init; }

    public required string Address { get; init; }

    public required long OrderedById { get; init; }

    public required string OrderedBy { get; init; }

    public required DateTime OrderedAt { get; init; }

    [Label("印码状态")]
    public PrintOrderState State { get; set; }

    /// <summary>Why the payment was not found.</summary>
    [Label("原因")]
    public string? Reason { get; set; }

    [Label("快递公司")]
    public string? Carrier { get; set; }

    [Label("邮寄单号")]
    public string? Tracking { get; set; }

    string IAuditSubject.AuditName => Number;

    internal bool IsOver => State is PrintOrderState.Shipped or PrintOrderState.Cancelled;

    internal PrintQuote Quote => new(new(Outer, OuterFen, OuterAmount), new(Inner, InnerFen, InnerAmount), null, null, null);

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<PrintOrder>().ToTable("PrintOrders", CodesModule.SchemaName);
        entity.Property(x => x.Id).ValueGeneratedOnAdd();
        entity.Ignore(x => x.IsOver);
        entity.Ignore(x => x.Quote);
        entity.Property(x => x.Number).HasMaxLength(24);
        entity.Property(x => x.OrgName).HasMaxLength(200);
        entity.Property(x => x.Receiver).HasMaxLength(NameLength);
        entity.Property(x => x.Phone).HasMaxLength(PhoneLength);
        entity.Property(x => x.Address).HasMaxLength(AddressLength);
        entity.Property(x => x.OrderedBy).HasMaxLength(100);
        entity.Property(x => x.Reason).HasMaxLength(ReasonLength);
        entity.Property(x => x.Carrier).HasMaxLength(CarrierLength);
        entity.Property(x => x.Tracking).HasMaxLength(TrackingLength);
        entity.HasIndex(x => x.Number).IsUnique();
        entity.HasIndex(x => new { x.Day, x.Sequence }).IsUnique();
        entity.HasIndex(x => new { x.OrgId, x.State });
    }
}

/// <summary>A package in an order.</summary>
[PlatformFact("Belongs to a print order, which operators see.")]
public sealed class PrintOrderPackage
{
    public long Id { get; init; }

    public required long OrgId { get; init; }

    public long OrderId { get; init; }

    public required long PackageId { get; init; }

    public required string Number { get; init; }

    public required PackageKind Kind { get; init; }

    public required long Outer { get; init; }

    public required long Inner { get; init; }

    /// <summary>The package while the order is unfinished: an index keeps it out of a second one. Null afterwards.</summary>
    public required long? HeldId { get; set; }

    internal static void Map(ModelBuilder model)
    {
        var entity = model.Entity<PrintOrderPackage>().ToTable("PrintOrderPackages", CodesModule.SchemaName);
        entity.Property(x => x.Id).ValueGeneratedOnAdd();
        entity.Property(x => x.Number).HasMaxLength(20);
        entity.HasOne<PrintOrder>().WithMany().HasForeignKey(x => x.OrderId).OnDelete(DeleteBehavior.Restrict);
        entity.HasIndex(x => new { x.OrgId, x.HeldId }).IsUnique();
    }
}
