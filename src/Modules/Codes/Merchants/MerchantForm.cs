using System.ComponentModel.DataAnnotations;

namespace Yaosu.Codes.Merchants;

internal sealed class MerchantForm
{
    public int Version { get; set; }

    [Label("商户名称"), Required(ErrorMessage = "请填写商户名称。"), MaxLength(Merchant.NameLength, ErrorMessage = "商户名称不能超过 60 个字。")]
    public string? Name { get; set; }

    [Label("码来源"), Required(ErrorMessage = "请选择码来源。")]
    public CodeSource? Source { get; set; }

    /// <summary>One a line.</summary>
    [Label("网址前缀")]
    public string? UrlPrefixes { get; set; }

    [Label("备注"), MaxLength(Merchant.NoteLength, ErrorMessage = "备注不能超过 200 个字。")]
    public string? Note { get; set; }

    /// <summary>What was typed before another source was chosen is no longer shown, and so isn't said.</summary>
    internal MerchantFacts Facts => new(Name ?? "", Source ?? (CodeSource)(-1), Source == CodeSource.Own ? UrlPrefixes?.Split('\n') ?? [] : [], Note);

    internal static MerchantForm Of(Merchant merchant) =>
        new() { Version = merchant.Version, Name = merchant.Name, Source = merchant.Source, UrlPrefixes = string.Join('\n', merchant.UrlPrefixes), Note = merchant.Note };
}
