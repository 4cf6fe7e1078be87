using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Yaosu.Tests.Platform.Pdf;

/// <summary>Reads a PDF file strictly and by the standard alone: an offset, a length, a reference or a count that is wrong fails the test. Programs that read PDF are asked as well, where there are any.</summary>
internal sealed partial class PdfFile
{
    private readonly Dictionary<int, PdfObject> _objects = [];

    public PdfFile(byte[] bytes)
    {
        Bytes = bytes;
        var text = Encoding.Latin1.GetString(bytes);
        text.Should().StartWith("%PDF-1.7\n%").And.EndWith("\n%%EOF\n");
        var end = End().Match(text);
        end.Success.Should().BeTrue();
        var table = int.Parse(end.Groups[3].Value, CultureInfo.InvariantCulture);
        var (count, entries) = (int.Parse(end.Groups[1].Value, CultureInfo.InvariantCulture), table + $"xref\n0 {end.Groups[1].Value}\n".Length);
        text[table..entries].Should().Be($"xref\n0 {count}\n");
        text.Substring(entries, 20).Should().Be("0000000000 65535 f \n");
        (entries + (count * 20)).Should().Be(end.Index, "every entry is twenty bytes");
        ReadObjects(text, count, entries, table);

        foreach (var reference in Reference().Matches(end.Groups[2].Value).Concat(_objects.Values.SelectMany(x => Reference().Matches(x.Dictionary))))
            _objects.Should().ContainKey(int.Parse(reference.Groups[1].Value, CultureInfo.InvariantCulture));
        Info = this[Number(end.Groups[2].Value, "Info")].Dictionary;
        var catalog = this[Number(end.Groups[2].Value, "Root")].Dictionary;
        var pages = new List<PdfPageRead>();
        Walk(Number(catalog, "Pages"), null, pages);
        Pages = pages;
        AskOthers();
    }

    public byte[] Bytes { get; }

    public string Info { get; }

    public IReadOnlyList<PdfPageRead> Pages { get; }

    public IEnumerable<PdfObject> Objects => _objects.Values;

    public string Title => Encoding.BigEndianUnicode.GetString(Convert.FromHexString(TitleText().Match(Info).Groups[1].Value));

    public PdfObject this[int number] => _objects[number];

    public static int Number(string dictionary, string key)
    {
        var match = Regex.Match(dictionary, $@"/{key} (\d+)");
        match.Success.Should().BeTrue("{0} is in {1}", key, dictionary);
        return int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
    }

    private void ReadObjects(string text, int count, int entries, int table)
    {
        var starts = new List<(int Offset, int Number)>();
        for (var number = 1; number < count; number++)
        {
            var entry = text.Substring(entries + (number * 20), 20);
            entry[10..].Should().Be(" 00000 n \n");
            starts.Add((int.Parse(entry[..10], CultureInfo.InvariantCulture), number));
        }
        starts.Sort();
        foreach (var ((offset, number), next) in starts.Zip(starts.Skip(1).Select(x => x.Offset).Append(table)))
        {
            var opening = $"{number} 0 obj\n";
            text.Substring(offset, opening.Length).Should().Be(opening);
            text[offset..next].Should().EndWith("\nendobj\n", "an object ends where the next begins");
            var body = text[(offset + opening.Length)..(next - "\nendobj\n".Length)];
            var stream = body.IndexOf("\nstream\n", StringComparison.Ordinal);
            if (stream < 0)
            {
                _objects[number] = new(body, null);
                continue;
            }
            var dictionary = body[..stream];
            body.Should().EndWith("\nendstream");
            var content = Bytes[(offset + opening.Length + stream + "\nstream\n".Length)..(next - "\nendstream\nendobj\n".Length)];
            Number(dictionary, "Length").Should().Be(content.Length);
            _objects[number] = new(dictionary, content);
        }
    }

    private int Walk(int number, int? parent, List<PdfPageRead> pages)
    {
        var node = this[number].Dictionary;
        if (parent is null)
            node.Should().NotContain("/Parent");
        else
            Number(node, "Parent").Should().Be(parent);
        if (!node.Contains("/Type/Pages", StringComparison.Ordinal))
        {
            node.Should().StartWith("<</Type/Page/");
            pages.Add(new(this, node));
            return 1;
        }
        var kids = Reference().Matches(Kids().Match(node).Groups[1].Value).Select(x => int.Parse(x.Groups[1].Value, CultureInfo.InvariantCulture)).ToList();
        kids.Should().HaveCountGreaterThan(0).And.HaveCountLessThanOrEqualTo(64);
        var leaves = kids.Sum(kid => Walk(kid, number, pages));
        Number(node, "Count").Should().Be(leaves);
        return leaves;
    }

    private void AskOthers()
    {
        var checker = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "qpdf")).FirstOrDefault(File.Exists);
        if (checker is null)
            return;
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, Bytes);
            using var process = Process.Start(new ProcessStartInfo(checker, ["--check", path]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var said = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
            process.WaitForExit();
            process.ExitCode.Should().Be(0, said);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [GeneratedRegex(@"trailer\n<</Size (\d+)([^>]*)>>\nstartxref\n(\d+)\n%%EOF\n$")]
    private static partial Regex End();

    [GeneratedRegex(@"(\d+) 0 R")]
    private static partial Regex Reference();

    [GeneratedRegex(@"/Kids\[([^\]]*)\]")]
    private static partial Regex Kids();

    [GeneratedRegex(@"/Title<FEFF([0-9A-F]*)>")]
    private static partial Regex TitleText();
}

/// <param name="Stream">As it stands in the file; null when the object has none.</param>
internal sealed record PdfObject(string Dictionary, byte[]? Stream)
{
    public byte[] Inflated
    {
        get
        {
            Dictionary.Should().Contain("/Filter/FlateDecode");
            using var unpacked = new MemoryStream();
            using (var unpacking = new ZLibStream(new MemoryStream(Stream!), CompressionMode.Decompress))
                unpacking.CopyTo(unpacked);
            return unpacked.ToArray();
        }
    }
}
