namespace Yaosu.Platform.Pdf.Fonts;

/// <summary>Where the typeface lies: beside the published program, or where the build left it. Opened by the first document, kept for all others.</summary>
public static class PdfFonts
{
    internal const string RegularFile = "NotoSansSC_400Regular.ttf";

    private static readonly Lock Opening = new();
    private static TrueTypeFile? _regular;

    /// <exception cref="PdfFontMissingException">The installation is not whole; asked again once the file is there, it is found.</exception>
    public static TrueTypeFile Regular
    {
        get
        {
            lock (Opening)
                return _regular ??= Open(AppContext.BaseDirectory);
        }
    }

    internal static TrueTypeFile Open(string programFolder)
    {
        var path = Candidates(programFolder).FirstOrDefault(File.Exists) ?? throw new PdfFontMissingException(PdfRefusals.FontMissing(RegularFile));
        return TrueTypeFile.Open(path);
    }

    private static IEnumerable<string> Candidates(string programFolder)
    {
        yield return Path.Combine(programFolder, "fonts", RegularFile);
        var pointer = Path.Combine(programFolder, "pdf-fonts.path");
        if (File.Exists(pointer))
            yield return Path.Combine(File.ReadAllText(pointer).Trim(), RegularFile);
    }
}

/// <summary>No PDF can be written until whoever runs the platform has put the file back.</summary>
public sealed class PdfFontMissingException(Refusal refusal) : Exception(refusal.Text)
{
    public Refusal Refusal { get; } = refusal;
}
