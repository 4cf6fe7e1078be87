using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging;
using Microsoft.JSInterop;
using Yaosu.Platform.Access;

namespace Yaosu.Platform.Ui.Shell;

public sealed partial class CommandPalette : IDisposable
{
    private const int Shown = 12;

    private CancellationTokenSource? _search;
    private IReadOnlyList<PaletteHit> _hits = [];
    private string _text = "";
    private int _at;
    private bool _open;
    private bool _failed;

    private string Status => !_open || _hits.Count > 0 ? ""
        : _failed ? "暂时无法搜索，请稍后再试。"
        : _text.Length > 0 ? $"没有找到“{_text}”。换个词，或输入拼音首字母试试。"
        : "";

    public void Dispose() => Stop();

    private Task OpenAsync()
    {
        if (_open)
            return Task.CompletedTask;
        _open = true;
        return SearchAsync("");
    }

    private void Clear()
    {
        Stop();
        (_open, _failed, _hits, _text, _at) = (false, false, [], "", 0);
    }

    private Task FindAsync(ChangeEventArgs e) => SearchAsync((e.Value as string ?? "").Trim());

    private async Task KeyAsync(KeyboardEventArgs e)
    {
        // While an input method composes, Enter and the arrows belong to it.
        if (e.IsComposing || _hits.Count == 0)
            return;
        switch (e.Key)
        {
            case "ArrowDown":
                _at = (_at + 1) % _hits.Count;
                break;
            case "ArrowUp":
                _at = (_at + _hits.Count - 1) % _hits.Count;
                break;
            case "Enter":
                await GoAsync(_hits[_at]);
                break;
        }
    }

    private async Task GoAsync(PaletteHit hit)
    {
        Clear();
        // Not with the search's token: that one has just been cancelled.
        await Js.InvokeVoidAsync("yaosu.close", CancellationToken.None, "ys-palette");
        Navigation.NavigateTo(hit.Url);
    }

    private async Task SearchAsync(string text)
    {
        Stop();
        _search = new CancellationTokenSource();
        var ct = _search.Token;
        try
        {
            var actor = await Current.GetAsync(ct);
            var hits = new List<PaletteHit>();
            foreach (var source in Sources.OrderBy(s => s.Order))
                hits.AddRange(await source.FindAsync(actor, text, ct));
            // A source may answer although a later key has asked anew.
            if (!ct.IsCancellationRequested)
                (_hits, _text, _at, _failed) = (hits.Count > Shown ? hits[..Shown] : hits, text, 0, false);
        }
        catch (Exception) when (ct.IsCancellationRequested)
        {
            // Whatever became of it, nobody waits for this answer any more.
        }
        catch (NotSignedInException)
        {
            Navigation.NavigateTo(ShellUrls.SessionEndedFrom("/" + Navigation.ToBaseRelativePath(Navigation.Uri)), forceLoad: true);
        }
        catch (Exception e)
        {
            // Outside the page's error boundary: a source that fails must not end the circuit.
            Log.LogWarning(e, "The command palette could not search");
            (_hits, _text, _at, _failed) = ([], text, 0, true);
        }
    }

    private void Stop()
    {
        _search?.Cancel();
        _search?.Dispose();
        _search = null;
    }
}
