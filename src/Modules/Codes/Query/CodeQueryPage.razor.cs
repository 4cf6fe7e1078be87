using Microsoft.AspNetCore.Components;
using Yaosu.Platform.Access;

namespace Yaosu.Codes.Query;

public sealed partial class CodeQueryPage
{
    private const int LongestText = LookUpCode.MostAtOnce * 100;

    private string _text = "";
    private IReadOnlyList<Asked> _answers = [];
    private string? _refused;
    private bool _busy;
    private bool _mayView;

    [Inject]
    private LookUpCode LookUp { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    private sealed record Asked(string Typed, CodeAnswer? Answer, string? Refused);

    private string? Summary => _answers.Count > 1 ? $"{_answers.Count} 个码，查到 {_answers.Count(x => x.Answer is not null)} 个" : _answers is [{ Refused: { } refused }] ? refused : null;

    protected override async Task OnInitializedAsync() => _mayView = (await Current.GetAsync()).May(CodesPermissions.ViewPackages);

    private async Task AskAsync()
    {
        var typed = _text.Split(['\r', '\n', ',', '，', ';', '；', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().ToList();
        _answers = [];
        _refused = typed.Count == 0 ? "请扫码，或输入至少一个码。"
            : typed.Count > LookUpCode.MostAtOnce ? $"共 {typed.Count} 个码，一次最多查询 {LookUpCode.MostAtOnce} 个，请分批查询。"
            : null;
        if (_refused is not null)
            return;
        _busy = true;
        StateHasChanged();
        try
        {
            var (actor, answers) = (await Current.GetAsync(), new List<Asked>());
            foreach (var one in typed)
            {
                var found = await LookUp.RunAsync(actor, one);
                answers.Add(new(one, found.IsDone ? found.Value : null, found.Refusal?.Text));
            }
            _answers = answers;
        }
        finally
        {
            _busy = false;
        }
    }

    private Task AskOfAsync(string code)
    {
        _text = code;
        return AskAsync();
    }

    private void Clear() => (_text, _answers, _refused) = ("", [], null);
}
