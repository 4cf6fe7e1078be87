using System.IO.Compression;
using System.Xml;
using Yaosu.Platform.Files;

namespace Yaosu.Platform.Spreadsheets;

/// <summary>The zip around a workbook that somebody else wrote. Every byte that comes out of it is counted.</summary>
internal sealed class XlsxPackage : IDisposable
{
    private readonly ZipArchive _zip;
    private readonly SpreadsheetLimits _limits;
    private readonly long _most;
    private long _unpacked;

    public XlsxPackage(Stream file, SpreadsheetLimits limits)
    {
        _limits = limits;
        _most = Math.Min(limits.Unpacked, Math.Max(limits.AlwaysUnpacked, file.Length * limits.Ratio));
        file.Position = 0;
        _zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        if (_zip.Entries.Count > limits.Parts)
            throw TooLarge();
    }

    /// <summary>Null when there is no such part.</summary>
    public XlsxPart? TryOpen(string path, bool isSmall)
    {
        // Names of parts are alike whatever their case, and of two alike a reader could be shown one and a scanner the other.
        var found = _zip.Entries.Where(entry => entry.FullName.Equals(path, StringComparison.OrdinalIgnoreCase)).Take(2).ToList();
        return found switch
        {
            [] => null,
            [var entry] => new XlsxPart(new CountedStream(this, entry.Open(), isSmall ? _limits.SmallPart : long.MaxValue)),
            _ => throw new InvalidDataException($"Two parts are called {path}."),
        };
    }

    /// <summary>The targets of a part's links inside the package, by id.</summary>
    public Dictionary<string, (string Type, string Path)> Links(string part)
    {
        var slash = part.LastIndexOf('/') + 1;
        var links = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        using var list = TryOpen($"{part[..slash]}_rels/{part[slash..]}.rels", isSmall: true);
        while (list?.Read() == true)
        {
            var xml = list.Xml;
            if (xml is not { NodeType: XmlNodeType.Element, LocalName: "Relationship" } || xml.GetAttribute("TargetMode") == "External")
                continue;
            if (xml.GetAttribute("Id") is { } id && xml.GetAttribute("Target") is { } target && xml.GetAttribute("Type") is { } type)
                links[id] = (type[(type.LastIndexOf('/') + 1)..], Resolve(part[..slash], target));
        }
        return links;
    }

    public void Dispose() => _zip.Dispose();

    private static string Resolve(string folder, string target)
    {
        var path = new List<string>(target.StartsWith('/') ? [] : folder.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var step in target.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (step != "..")
                path.Add(step);
            else if (path.Count > 0)
                path.RemoveAt(path.Count - 1);
        }
        return string.Join('/', path.Where(step => step != "."));
    }

    private static SpreadsheetUnreadableException TooLarge() => new(FileRefusals.UnpacksTooLarge());

    internal sealed class CountedStream(XlsxPackage package, Stream inner, long most) : Stream
    {
        // A node of XML is held in memory whole; no honest one comes near this.
        private const int LongestNode = 1024 * 1024;

        private long _read;
        private long _sinceNode;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => _read; set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            _read += read;
            package._unpacked += read;
            if (_read > most || package._unpacked > package._most)
                throw TooLarge();
            if ((_sinceNode += read) > LongestNode)
                throw new InvalidDataException("A single piece of XML is longer than any cell.");
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        internal void NodeBegins() => _sinceNode = 0;

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }
    }
}

/// <summary>A part of a workbook as XML that can neither define entities, nor name files, nor grow in memory.</summary>
internal sealed class XlsxPart : IDisposable
{
    private const int DeepestElement = 64;

    private readonly XlsxPackage.CountedStream _stream;
    private readonly char[] _chunk = new char[1024];

    internal XlsxPart(XlsxPackage.CountedStream stream)
    {
        _stream = stream;
        Xml = XmlReader.Create(stream, new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            CloseInput = true,
            NameTable = new ShortNameTable(),
        });
    }

    public XmlReader Xml { get; }

    public bool Read()
    {
        _stream.NodeBegins();
        if (!Xml.Read())
            return false;
        return Xml.Depth <= DeepestElement ? true : throw new InvalidDataException("Elements are nested too deep.");
    }

    /// <summary>Goes to the end of the element it stands on.</summary>
    public void SkipElement()
    {
        if (Xml.IsEmptyElement)
            return;
        for (var depth = Xml.Depth; Read() && Xml.Depth > depth;)
        {
        }
    }

    /// <summary>Adds the text of the element it stands on and goes to its end.</summary>
    /// <returns>False when that is more than fits.</returns>
    public bool AppendText(TextBuffer text)
    {
        if (Xml.IsEmptyElement)
            return true;
        for (var depth = Xml.Depth; Read() && Xml.Depth > depth;)
        {
            if (Xml.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace))
                continue;
            for (int read; (read = Xml.ReadValueChunk(_chunk, 0, _chunk.Length)) > 0;)
            {
                if (!text.Append(_chunk.AsSpan(0, read)))
                    return false;
            }
        }
        return true;
    }

    public void Dispose()
    {
        Xml.Dispose();
        _stream.Dispose();
    }

    // Names are never forgotten; a file of nothing but different names would fill the memory.
    private sealed class ShortNameTable : NameTable
    {
        private const int MostNames = 10_000;
        private const int LongestName = 1_000;

        private int _names;

        public override string Add(char[] key, int start, int len) => Get(key, start, len) ?? Count(len, base.Add(key, start, len));

        public override string Add(string key) => Get(key) ?? Count(key.Length, base.Add(key));

        private string Count(int length, string name) =>
            length <= LongestName && ++_names <= MostNames ? name : throw new InvalidDataException("More names than any workbook has.");
    }
}

/// <summary>Text of a cell as it comes in, up to the most that a cell may hold.</summary>
internal sealed class TextBuffer(int most)
{
    // Repeated texts (a drug's name in every line) become one string; whatever else lands on the same place takes it over.
    private readonly string?[] _known = new string?[1_024];
    private char[] _text = new char[256];
    private int _length;

    public ReadOnlySpan<char> Text => _text.AsSpan(0, _length);

    public void Clear() => _length = 0;

    public bool Append(ReadOnlySpan<char> more)
    {
        if (_length + more.Length > most)
            return false;
        if (_length + more.Length > _text.Length)
            Array.Resize(ref _text, Math.Max(_length + more.Length, _text.Length * 2));
        more.CopyTo(_text.AsSpan(_length));
        _length += more.Length;
        return true;
    }

    public override string ToString()
    {
        var text = Text;
        if (text.Length is 0 or > 64)
            return text.ToString();
        ref var known = ref _known[string.GetHashCode(text, StringComparison.Ordinal) & (_known.Length - 1)];
        return known is not null && text.SequenceEqual(known) ? known : known = text.ToString();
    }
}
