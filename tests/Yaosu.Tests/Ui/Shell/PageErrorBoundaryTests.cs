using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yaosu.Platform.Access;
using Yaosu.Platform.Ui.Shell;

namespace Yaosu.Tests.Ui.Shell;

public sealed class PageErrorBoundaryTests : ShellTest
{
    private readonly Heard _log = new();

    public PageErrorBoundaryTests() => Services.AddSingleton<ILoggerProvider>(_log);

    [Fact]
    public void A_failed_page_shows_the_trace_that_the_log_holds()
    {
        var shown = Failed(new InvalidOperationException("boom"));

        var trace = shown.Find("code").TextContent;
        trace.Should().MatchRegex("^[0-9a-f]{32}$");
        shown.Find("[data-ys-copy]").GetAttribute("data-ys-copy").Should().Be(trace);
        _log.Lines.Should().ContainSingle(line => line.Contains(trace, StringComparison.Ordinal));
    }

    [Fact]
    public void What_went_wrong_inside_is_not_shown() => Failed(new InvalidOperationException("password=geheim")).Markup.Should().NotContain("geheim");

    [Fact]
    public void Retry_brings_the_page_back()
    {
        var shown = Failed(new InvalidOperationException("boom"));

        shown.FindAll("button").Single(b => b.TextContent == "重试").Click();

        shown.Find("button").TextContent.Should().Be("失败");
    }

    [Fact]
    public void An_ended_session_leads_to_its_page_instead()
    {
        var shown = Failed(new NotSignedInException());

        Services.GetRequiredService<NavigationManager>().Uri.Should().EndWith("/session-ended?return=%2F");
        shown.Markup.Should().NotContain("出错");
        _log.Lines.Should().BeEmpty();
    }

    private IRenderedComponent<PageErrorBoundary> Failed(Exception exception)
    {
        var boundary = Render<PageErrorBoundary>(with => with.AddChildContent<Fragile>(page => page.Add(p => p.Exception, exception)));
        boundary.Find("button").Click();
        return boundary;
    }

    private sealed class Fragile : ComponentBase
    {
        [Parameter]
        public Exception Exception { get; set; } = null!;

        protected override void BuildRenderTree(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder)
        {
            builder.OpenElement(0, "button");
            builder.AddAttribute(1, "onclick", EventCallback.Factory.Create(this, Fail));
            builder.AddContent(2, "失败");
            builder.CloseElement();
        }

        private void Fail() => throw Exception;
    }

    private sealed class Heard : ILoggerProvider, ILogger
    {
        public List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => categoryName.EndsWith(nameof(PageErrorBoundary), StringComparison.Ordinal) ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Add(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
