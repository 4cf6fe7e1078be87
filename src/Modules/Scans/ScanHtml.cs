using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Yaosu.Scans;

/// <summary>Writes the scan page. It is drawn once for an answer: from code to code only the code differs.</summary>
public sealed partial class ScanHtml(IServiceProvider services, HtmlEncoder encoder, ILoggerFactory logs)
{
    // Letters alone: they leave every encoder as they went in.
    private const string CodeMark = "YaosuScanPageCode";
    private const string PathMark = "YaosuScanPagePath";

    private readonly ConditionalWeakTable<ScanAnswer, string[]> _drawn = [];
    private string? _unknown;
    private string? _tooMany;

    public async Task<string> OfAsync(string code, string path, ScanAnswer answer)
    {
        if (!_drawn.TryGetValue(answer, out var pieces))
            _drawn.AddOrUpdate(answer, pieces = Marks().Split(await DrawAsync(new() { [nameof(ScanPage.Answer)] = answer, [nameof(ScanPage.Code)] = CodeMark, [nameof(ScanPage.Path)] = PathMark })));
        var (shownCode, shownPath) = (encoder.Encode(code), encoder.Encode(path));
        return string.Concat(pieces.Select(x => x switch { CodeMark => shownCode, PathMark => shownPath, _ => x }));
    }

    public async Task<string> OfUnknownAsync() => _unknown ??= await DrawAsync([]);

    public async Task<string> OfTooManyAsync() => _tooMany ??= await DrawAsync(new() { [nameof(ScanPage.AsksTooMuch)] = true });

    private async Task<string> DrawAsync(Dictionary<string, object?> parameters)
    {
        await using var scope = services.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, logs);
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<ScanPage>(ParameterView.FromDictionary(parameters))).ToHtmlString());
    }

    [GeneratedRegex($"({CodeMark}|{PathMark})")]
    private static partial Regex Marks();
}
