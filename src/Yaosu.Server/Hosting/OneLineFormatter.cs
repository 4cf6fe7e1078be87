using System.Globalization;
using System.Text;
using Serilog.Events;
using Serilog.Formatting;

namespace Yaosu.Server.Hosting;

/// <summary>Readable lines for a console. What users typed can't start a line of its own: line breaks and control characters of a message are escaped.</summary>
public sealed class OneLineFormatter : ITextFormatter
{
    public void Format(LogEvent logEvent, TextWriter output)
    {
        output.Write(logEvent.Timestamp.ToString("HH:mm:ss.fff ", CultureInfo.InvariantCulture));
        output.Write(logEvent.Level switch
        {
            LogEventLevel.Verbose or LogEventLevel.Debug => "DBG ",
            LogEventLevel.Information => "INF ",
            LogEventLevel.Warning => "WRN ",
            LogEventLevel.Error => "ERR ",
            LogEventLevel.Fatal => "FTL ",
        });
        output.WriteLine(Escape(logEvent.RenderMessage(CultureInfo.InvariantCulture)));
        if (logEvent.Exception is not null)
            foreach (var line in logEvent.Exception.ToString().Split('\n'))
                output.WriteLine("  " + Escape(line.TrimEnd('\r')));
    }

    private static string Escape(string text)
    {
        if (!text.Any(IsUnsafe))
            return text;
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var c in text)
            _ = IsUnsafe(c) ? escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : escaped.Append(c);
        return escaped.ToString();
    }

    // Line and paragraph separators and text-direction marks fool readers too.
    private static bool IsUnsafe(char c) => char.IsControl(c) || c is '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
}
