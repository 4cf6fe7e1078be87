using System.Collections.Concurrent;

namespace Yaosu.E2E.Browser;

/// <summary>Notes everything a page does that nobody should ever see: errors in the browser's log, exceptions, breaches of the content policy, answers of 500.</summary>
internal sealed class PageWatch
{
    private readonly ConcurrentQueue<string> _seen = [];
    private readonly ConcurrentBag<string> _expected = [];

    public async Task AttachAsync(IBrowserContext context)
    {
        context.Console += (_, message) =>
        {
            // Breaches of the content policy come by the listener below, which knows whether the page or a tool of the test did it.
            if (message.Type == "error" && !message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
                Note($"browser log on {message.Page?.Url}: {message.Text} ({message.Location})");
        };
        context.WebError += (_, error) => Note($"exception on {error.Page?.Url}: {error.Error}");
        context.Response += (_, response) =>
        {
            if (response.Status >= 500)
                Note($"{response.Status} for {response.Request.Method} {response.Url}");
        };
        await context.ExposeBindingAsync("yaosuTestBreach", (BindingSource source, string breach) => Note($"content policy on {source.Page?.Url}: {breach}"));
        await context.AddInitScriptAsync("document.addEventListener('securitypolicyviolation', e => window.yaosuTestTool || window.yaosuTestBreach(`${e.violatedDirective} ${e.blockedURI} ${e.sourceFile ?? ''}:${e.lineNumber} ${e.sample}`));");
    }

    /// <summary>From here on, trouble with this text in it belongs to the test's story.</summary>
    public void Expect(string text) => _expected.Add(text);

    public IReadOnlyList<string> Troubles => [.. _seen.Where(trouble => !_expected.Any(text => trouble.Contains(text, StringComparison.Ordinal))).Distinct()];

    private void Note(string trouble) => _seen.Enqueue(trouble);
}
