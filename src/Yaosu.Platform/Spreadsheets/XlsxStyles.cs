using System.Text;

namespace Yaosu.Platform.Spreadsheets;

/// <summary>The cell formats of every workbook. Each constant closes the cell's address and names its format in <see cref="Xml"/>.</summary>
internal static class XlsxStyles
{
    private const int FirstScaledStyle = 6;
    private const int FirstFormatId = 164;
    private const int DateFormatId = FirstFormatId;
    private const int TimeFormatId = FirstFormatId + 1;
    private const int FirstScaledFormatId = FirstFormatId + 2;

    private static readonly byte[][] Scaled =
        [.. Enumerable.Range(0, CellSink.MaxScale).Select(i => Encoding.ASCII.GetBytes($"\" s=\"{FirstScaledStyle + i}\""))];

    public static ReadOnlySpan<byte> Header => "\" s=\"1\""u8;

    public static ReadOnlySpan<byte> Text => "\" s=\"2\""u8;

    public static ReadOnlySpan<byte> Date => "\" s=\"3\""u8;

    public static ReadOnlySpan<byte> Time => "\" s=\"4\""u8;

    private static ReadOnlySpan<byte> Integer => "\" s=\"5\""u8;

    public static string Xml { get; } = Build();

    public static ReadOnlySpan<byte> Number(int scale) => scale == 0 ? Integer : Scaled[scale - 1];

    private static string Build()
    {
        var scales = Enumerable.Range(1, CellSink.MaxScale).ToArray();
        var formats = string.Concat(scales.Select(s => $"<numFmt numFmtId=\"{FirstScaledFormatId + s - 1}\" formatCode=\"#,##0.{new string('0', s)}\"/>"));
        var styles = string.Concat(scales.Select(s => Style(FirstScaledFormatId + s - 1)));
        return $"""
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
            <numFmts count="{CellSink.MaxScale + 2}"><numFmt numFmtId="{DateFormatId}" formatCode="yyyy\-mm\-dd"/><numFmt numFmtId="{TimeFormatId}" formatCode="yyyy\-mm\-dd\ hh:mm:ss"/>{formats}</numFmts>
            <fonts count="2"><font><sz val="11"/><name val="等线"/><charset val="134"/></font><font><b/><sz val="11"/><name val="等线"/><charset val="134"/></font></fonts>
            <fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
            <borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
            <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
            <cellXfs count="{FirstScaledStyle + CellSink.MaxScale}">
            <xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
            <xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>
            {Style(49)}{Style(DateFormatId)}{Style(TimeFormatId)}{Style(1)}{styles}
            </cellXfs>
            <cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
            </styleSheet>
            """.ReplaceLineEndings("\n");
    }

    private static string Style(int format) => $"<xf numFmtId=\"{format}\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>";
}
