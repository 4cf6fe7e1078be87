using Microsoft.AspNetCore.Components;
using Yaosu.Codes.Numbers;
using Yaosu.Codes.Products;
using Yaosu.Codes.Rules;
using Yaosu.Platform.Access;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Codes.Packages;

public sealed partial class MakePackagePage
{
    private static readonly string[] StepNames = ["选择生码类型", "生成码包", "完成"];

    private static readonly IReadOnlyList<FieldCard<PackageMode>> Modes =
    [
        new(PackageMode.Quick, "快速生码", "码全部由防伪字符组成，选好字符类型和长度就能生成。"),
        new(PackageMode.Custom, "自定义生码", "按码规则组成：可以含日期、自增数和自定义内容，各级包装可以用不同的规则。"),
    ];

    private static readonly IReadOnlyList<FieldCard<bool>> Numbers =
    [
        new(true, "有流水码", "码下印有可读的流水号；可以在线印码，也可以自行印制。"),
        new(false, "无流水码", "只能下载后自行印制。"),
    ];

    private static readonly IReadOnlyList<FieldCard<PackageKind>> Kinds =
    [
        new(PackageKind.Single, "普通码", "每个码独立，没有上下级。"),
        new(PackageKind.TwoLevels, "二级包装码", "外包装、内包装各有码。"),
        new(PackageKind.ThreeLevels, "三级包装码", "外、中、内包装各有码。"),
    ];

    private static readonly IReadOnlyList<FieldCard<bool>> Links =
    [
        new(true, "有关联", "生成时就确定哪些码在同一个包装里。"),
        new(false, "无关联", "只按比例生成数量，由产线关联。"),
    ];

    private readonly PackageStart _start = new();
    private PackageForm? _form;
    private int _step;
    private long _asked;
    private IReadOnlyList<RuleInForce> _rules = [];
    private IReadOnlyList<PickChoice?> _choices = [];

    /// <summary>商户标识码, from the list of merchants.</summary>
    [SupplyParameterFromQuery(Name = "merchant")]
    public string? Merchant { get; set; }

    [Inject]
    private RequestPackage Request { get; set; } = default!;

    [Inject]
    private FindMerchants Merchants { get; set; } = default!;

    [Inject]
    private FindGoods Goods { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Inject]
    private FindRules Rules { get; set; } = default!;

    [Inject]
    private NumberSpaces Spaces { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        if (Merchant is { Length: > 0 } code && (await Merchants.ForPackagesAsync(await Current.GetAsync(), code)).TryGet(out var found) && found.Count == 1)
            _start.Merchant = found[0];
    }

    private async Task<Outcome> NextAsync(PackageStart start)
    {
        var rules = await Rules.RunAsync(await Current.GetAsync(), start.Merchant!.Id);
        if (!rules.TryGet(out var found))
            return rules.Refusal!;
        (_rules, _choices) = (found, [.. found.Select(x => new PickChoice(x.Id, x.Layout.IsGuessable ? $"{x.Name}（{x.Layout.Length} 位，不可防伪）" : $"{x.Name}（{x.Layout.Length} 位）"))]);
        if (_form is null || _form.Merchant?.Id != start.Merchant.Id || _form.Mode != start.Mode)
            _form = new() { Merchant = start.Merchant, Mode = start.Mode };
        _step = 1;
        StateHasChanged();
        return Outcome.Done;
    }

    private async Task<Outcome> SubmitAsync(PackageForm form)
    {
        var asked = await Request.RunAsync(await Current.GetAsync(), form.Facts);
        return asked.TryGet(out _asked) ? Outcome.Done : Outcome.Refused([.. asked.Refusals.Select(form.AtField)]);
    }

    private bool Over(PackageForm form) => form.Counts?.Total > Request.Most;

    /// <summary>What is chosen so far, each way once; a name only where there may be several.</summary>
    private IEnumerable<(string Name, CodeLayout Layout)> LayoutsOf(PackageForm form)
    {
        if (form.Mode == PackageMode.Quick)
            return CodeLayout.Quick(form.Alphabet, (int)(form.Length ?? 0)).TryGet(out var layout) ? [("", layout)] : [];
        return form.Rules.Reverse().OfType<PickChoice>().Select(x => x.Id).Distinct().SelectMany(id => _rules.Where(rule => rule.Id == id)).Select(rule => (rule.Name, rule.Layout));
    }

    private async Task<Outcome<IReadOnlyList<PickChoice>>> FindMerchantsAsync(string? text) => await Merchants.ForPackagesAsync(await Current.GetAsync(), text);

    private async Task<Outcome<IReadOnlyList<PickChoice>>> FindGoodsAsync(string? text) => await Goods.RunAsync(await Current.GetAsync(), _form!.Merchant!.Id, text);
}
