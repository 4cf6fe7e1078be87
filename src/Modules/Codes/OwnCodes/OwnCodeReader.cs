using System.IO.Compression;
using Yaosu.Platform.Files;
using Yaosu.Platform.Spreadsheets;

namespace Yaosu.Codes.OwnCodes;

/// <summary>One line of a file, or of one of the files in a zip.</summary>
/// <param name="File">Which of the files, from 0.</param>
/// <param name="Number">As an editor counts, from 1.</param>
internal readonly record struct OwnLine(int File, int Number, string Text);

/// <summary>
/// Reads the first column of CSV files, bare or zipped. It can be read again and again, so that nobody has to keep all of it. The disk is read synchronously.
/// </summary>
internal sealed class OwnCodeReader(Stream file, bool isZip)
{
    public const int MostEntries = 20;
    public const long MostUnpacked = 32L * 1024 * 1024;

    /// <summary>Text packs well, addresses that count up even better; beyond that it is no list of codes.</summary>
    private const int MostRatio = 100;

    private const long AlwaysUnpacked = 1024 * 1024;

    private List<string> _names = [];

    /// <summary>Null where there is but one.</summary>
    public string? NameOf(int file) => isZip ? _names[file] : null;

    /// <exception cref="SpreadsheetUnreadableException">It can't be read, or not be borne.</exception>
    public IEnumerable<OwnLine> Lines()
    {
        if (!isZip)
            return LinesOf(0, file);
        return Zipped();
    }

    private IEnumerable<OwnLine> Zipped()
    {
        using var zip = OpenZip();
        var entries = zip.Entries.Where(x => x.FullName is not [.., '/'] && !x.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal)).ToList();
        if (entries.Count > MostEntries)
            throw new SpreadsheetUnreadableException(CodesRefusals.TooManyOwnFiles(MostEntries));
        _names = [.. entries.Select(x => FileName.Safe(x.FullName))];
        for (var i = 0; i < entries.Count; i++)
            if (!entries[i].FullName.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) && !entries[i].FullName.EndsWith(".txt", StringComparison.OrdinalIgnoreCase))
                throw new SpreadsheetUnreadableException(CodesRefusals.NotOwnFile(_names[i]));
        var left = Math.Min(MostUnpacked, Math.Max(AlwaysUnpacked, file.Length * MostRatio));
        for (var i = 0; i < entries.Count; i++)
        {
            using var unpacked = Unpack(entries[i], left);
            left -= unpacked.Length;
            if (unpacked.Length > 0)
                foreach (var line in LinesOf(i, unpacked))
                    yield return line;
        }
    }

    private static IEnumerable<OwnLine> LinesOf(int index, Stream bytes)
    {
        using var reader = SpreadsheetReader.OpenText(bytes, new() { CellLength = 2000, Rows = int.MaxValue });
        for (var isFirst = true; reader.Read(); isFirst = false)
        {
            var text = reader.Cell(0).Text.Trim();
            if (!isFirst || !IsHeader(text))
                yield return new(index, reader.Line, text);
        }
    }

    /// <summary>Names of columns have neither digits nor slashes; what somebody takes for a code has.</summary>
    private static bool IsHeader(string text) => text.Length > 0 && !text.Any(c => char.IsAsciiDigit(c) || c == '/');

    private ZipArchive OpenZip()
    {
        file.Position = 0;
        try
        {
            return new(file, ZipArchiveMode.Read, leaveOpen: true);
        }
        catch (InvalidDataException e)
        {
            throw new SpreadsheetUnreadableException(CodesRefusals.OwnZipBroken, e);
        }
    }

    /// <summary>What an entry says of its size decides nothing.</summary>
    private static MemoryStream Unpack(ZipArchiveEntry entry, long left)
    {
        if (entry.IsEncrypted)
            throw new SpreadsheetUnreadableException(CodesRefusals.OwnZipEncrypted);
        var unpacked = new MemoryStream();
        try
        {
            using var packed = entry.Open();
            var buffer = new byte[64 * 1024];
            while (packed.Read(buffer) is > 0 and var read)
            {
                if (unpacked.Length + read > left)
                    throw new SpreadsheetUnreadableException(CodesRefusals.OwnZipTooLarge);
                unpacked.Write(buffer, 0, read);
            }
            return unpacked;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or NotSupportedException)
        {
            throw new SpreadsheetUnreadableException(CodesRefusals.OwnZipBroken, e);
        }
    }
}
