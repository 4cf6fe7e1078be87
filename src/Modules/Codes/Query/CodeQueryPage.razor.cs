using Microsoft.AspNetCore.Components;
using Yaosu.Platform.Access;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Codes.Query;

public sealed partial class CodeQueryPage : IDisposable
{
    private const int LongestText = LookUpCode.MostAtOnce * 100;

    private readonly CancellationTokenSource _leaving = new();
    private string _text = "";
    private IReadOnlyList<Asked> _answers = [];
    private string? _refused;
    private bool _busy;
    private bool _mayView;

    [Inject]
    private LookUpCode LookUp { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Inject]
    private KitScripts Scripts { get; set; } = default!;

    private sealed record Asked(string Typed, CodeAnswer? Answer, string? Refused);

    private string? Summary => _answers.Count > 1 ? $"{_answers.Count} 个码，查到 {_answers.Count(x => x.Answer is not null)} 个" : _answers is [{ Refused: { } refused }] ? refused : _answers is [{ Answer: { } only }] ? $"查到：{only.LevelName} {only.Code}" : null;

    protected override async Task OnInitializedAsync() => _mayView = (await Current.GetAsync(_leaving.Token)).May(CodesPermissions.ViewPackages);

    private async Task AskAsync()
    {
        var typed = _text.Split(['\r', '\n', ',', '，', ';', '；', '、', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().ToList();
        _answers = [];
        _refused = typed.Count == 0 ? "请扫码，或输入至少一个码。" : null;
        if (_refused is not null)
            return;
        _busy = true;
        StateHasChanged();
        try
        {
            var found = await LookUp.RunManyAsync(await Current.GetAsync(_leaving.Token), typed, _leaving.Token);
            if (found.TryGet(out var answers))
                _answers = [.. typed.Zip(answers, (one, answer) => new Asked(one, answer.IsDone ? answer.Value : null, answer.Refusal?.Text))];
            else
                _refused = found.Refusal!.Text;
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            // Nobody waits for it any more.
        }
        finally
        {
            _busy = false;
        }
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private Task AskOfAsync(string code)
    {
        _text = code;
        return AskAsync();
    }

    private async Task ClearAsync()
    {
        (_text, _answers, _refused) = ("", [], null);
        // The button goes with the answers.
        await Scripts.RunAsync("form", "focus", "codes");
    }
}
