using System.ComponentModel.DataAnnotations;

namespace Yaosu.Codes.PrintOrders;

/// <summary>The wizard's first step.</summary>
internal sealed class PrintChoice
{
    [Label("印码工艺")]
    public PrintProcess Process { get; set; }

    /// <summary>Another set with each pick, so that the form sees the change.</summary>
    [Label("码包"), MinLength(1, ErrorMessage = "请至少选择一个码包。")]
    public IReadOnlyList<long> Packages { get; set; } = [];

    internal void Pick(long id) => Packages = Packages.Contains(id) ? [.. Packages.Where(x => x != id)] : [.. Packages, id];
}

/// <summary>The second.</summary>
internal sealed class PrintReceiver
{
    [Label("姓名"), Required(ErrorMessage = "请填写姓名。"), MaxLength(PrintOrder.NameLength, ErrorMessage = "姓名不能超过 40 个字。")]
    public string? Receiver { get; set; }

    [Label("电话"), Required(ErrorMessage = "请填写电话。"), MaxLength(PrintOrder.PhoneLength, ErrorMessage = "电话不能超过 20 个字。")]
    public string? Phone { get; set; }

    [Label("地址"), Required(ErrorMessage = "请填写地址。"), MaxLength(PrintOrder.AddressLength, ErrorMessage = "地址不能超过 200 个字。")]
    public string? Address { get; set; }
}

/// <summary>The third asks for nothing but the press of its button.</summary>
internal sealed class PrintPayment;

public sealed class ShipForm
{
    [Label("快递公司"), Required(ErrorMessage = "请填写快递公司。"), MaxLength(PrintOrder.CarrierLength, ErrorMessage = "快递公司不能超过 40 个字。")]
    public string? Carrier { get; set; }

    [Label("邮寄单号"), Required(ErrorMessage = "请填写邮寄单号。"), MaxLength(PrintOrder.TrackingLength, ErrorMessage = "邮寄单号不能超过 40 个字。")]
    public string? Tracking { get; set; }
}

public sealed class UnpaidForm
{
    [Label("原因"), Required(ErrorMessage = "请填写原因。"), MaxLength(PrintOrder.ReasonLength, ErrorMessage = "原因不能超过 200 个字，请精简后重试。")]
    public string? Reason { get; set; }
}
