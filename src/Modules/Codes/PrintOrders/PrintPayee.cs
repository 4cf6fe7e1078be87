namespace Yaosu.Codes.PrintOrders;

/// <summary>Whose account enterprises pay to. Section <c>PrintOrders:Payee</c>.</summary>
public sealed class PrintPayee
{
    public string Company { get; set; } = "";

    public string TaxNumber { get; set; } = "";

    public string Address { get; set; } = "";

    public string Account { get; set; } = "";

    public string Bank { get; set; } = "";

    public string Phone { get; set; } = "";

    /// <summary>Money sent to half an account comes back, if at all.</summary>
    internal bool IsComplete => new[] { Company, TaxNumber, Address, Account, Bank, Phone }.All(x => !string.IsNullOrWhiteSpace(x));
}
