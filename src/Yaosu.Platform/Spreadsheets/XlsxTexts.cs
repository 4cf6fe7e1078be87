using System.Globalization;
using System.Xml;

namespace Yaosu.Platform.Spreadsheets;

/// <summary>Texts in a workbook: plain or in runs, with characters that XML can't hold written as _xHHHH_.</summary>
internal static class XlsxTexts
{
    private const int EscapeLength = 7;
    private const int CostOfOne = 32;

    /// <summary>The list of texts that cells refer to by number.</summary>
    public static List<string> ReadShared(XlsxPart? part, SpreadsheetLimits limits)
    {
        var texts = new List<string>();
        var buffer = new TextBuffer(limits.CellLength);
        var cost = 0L;
        while (part?.Read() == true)
        {
            if (part.Xml is not { NodeType: XmlNodeType.Element, LocalName: "si" })
                continue;
            var text = Read(part, buffer) ?? throw new SpreadsheetUnreadableException(SpreadsheetRefusals.TooMuchText);
            cost += CostOfOne + (2L * text.Length);
            if (cost > limits.SharedText)
                throw new SpreadsheetUnreadableException(SpreadsheetRefusals.TooMuchText);
            texts.Add(text);
        }
        return texts;
    }

    /// <summary>All runs of the element the part stands on, without the readings that Japanese Excel adds; null when they are too long.</summary>
    public static string? Read(XlsxPart part, TextBuffer buffer)
    {
        buffer.Clear();
        var xml = part.Xml;
        if (xml.IsEmptyElement)
            return "";
        for (var depth = xml.Depth; part.Read() && xml.Depth > depth;)
        {
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            if (xml.LocalName == "rPh")
                part.SkipElement();
            else if (xml.LocalName == "t" && !part.AppendText(buffer))
                return null;
        }
        return Decode(buffer.ToString());
    }

    public static string Decode(string text)
    {
        var at = text.IndexOf("_x", StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return text;
        var decoded = new System.Text.StringBuilder(text.Length);
        var from = 0;
        while (at >= 0)
        {
            if (at + EscapeLength <= text.Length && text[at + EscapeLength - 1] == '_'
                && ushort.TryParse(text.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var character))
            {
                decoded.Append(text, from, at - from).Append((char)character);
                from = at + EscapeLength;
                at = text.IndexOf("_x", from, StringComparison.OrdinalIgnoreCase);
            }
            else
            {
                at = text.IndexOf("_x", at + 1, StringComparison.OrdinalIgnoreCase);
            }
        }
        return decoded.Append(text, from, text.Length - from).ToString();
    }
}
