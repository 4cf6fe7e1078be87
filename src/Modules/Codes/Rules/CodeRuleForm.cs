using System.ComponentModel.DataAnnotations;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Codes.Rules;

internal sealed class CodeRuleForm
{
    public int Version { get; set; }

    [Label("码规则名称"), Required(ErrorMessage = "请填写码规则名称。"), MaxLength(CodeRule.NameLength, ErrorMessage = "码规则名称不能超过 50 个字。")]
    public string? Name { get; set; }

    [Label("关联商户"), Required(ErrorMessage = "请选择关联商户。")]
    public PickChoice? Merchant { get; set; }

    [Label("码结构")]
    public LayoutDraft Layout { get; set; } = LayoutDraft.Presets[0].Draft;

    internal CodeRuleFacts Facts => new(Name ?? "", Merchant?.Id ?? 0, Layout.Total, Layout.Read());

    internal static CodeRuleForm Of(CodeRuleShown shown) => new()
    {
        Version = shown.Rule.Version,
        Name = shown.Rule.Name,
        Merchant = shown.Merchant,
        Layout = shown.Rule.Layout.Read().TryGet(out var layout) ? LayoutDraft.Of(layout) : LayoutDraft.Empty,
    };
}
