using System.Buffers;
using System.Text;

namespace Yaosu.Codes.Packages;

/// <summary>
/// 文字码包: a line for each code, the largest packages first. Nothing of it is stored: lines of one level have one length, so any part of the file can be written
/// without the rest, as a download that goes on where it broke off wants it.
/// </summary>
internal sealed class PackageText : IDisposable
{
    private const int LinesAtOnce = 2048;

    private static readonly byte[] Mark = [0xEF, 0xBB, 0xBF];

    private readonly byte[] _head;
    private readonly List<Section> _sections = [];
    private byte[] _buffer;
    private long _bufferFrom;
    private int _buffered;

    /// <param name="levels">With the writer of each; they are disposed of with this.</param>
    public PackageText(CodePackage package, IEnumerable<(PackageLevel Level, CodeWriter Codes)> levels)
    {
        var columns = package.Numbered ? "流水码,级别,码,网址" : "级别,码,网址";
        _head = [.. Mark, .. Encoding.UTF8.GetBytes(package.Linked ? $"{columns},上级码\r\n" : $"{columns}\r\n")];
        Length = _head.Length;
        Section? parent = null;
        foreach (var (level, codes) in levels.OrderByDescending(x => x.Level.Level))
        {
            var section = new Section(package, level, codes, parent, Length);
            _sections.Add(section);
            Length += section.Bytes;
            parent = section;
        }
        _buffer = ArrayPool<byte>.Shared.Rent(_sections.Max(x => x.LineBytes) * LinesAtOnce);
    }

    public long Length { get; }

    /// <summary>As many bytes from there as are at hand; none at the end.</summary>
    public int Read(long from, Span<byte> place)
    {
        if (from >= Length || place.IsEmpty)
            return 0;
        ReadOnlySpan<byte> source;
        if (from < _head.Length)
            source = _head.AsSpan((int)from);
        else
        {
            if (from < _bufferFrom || from >= _bufferFrom + _buffered)
                Fill(from);
            source = _buffer.AsSpan((int)(from - _bufferFrom), (int)(_buffered - (from - _bufferFrom)));
        }
        var many = Math.Min(source.Length, place.Length);
        source[..many].CopyTo(place);
        return many;
    }

    public void Dispose()
    {
        // Given back once, however often it is disposed: twice, and two downloads would share it.
        if (Interlocked.Exchange(ref _buffer, []) is { Length: > 0 } buffer)
            ArrayPool<byte>.Shared.Return(buffer);
        foreach (var section in _sections)
            section.Dispose();
    }

    private void Fill(long from)
    {
        var section = _sections.Last(x => x.From <= from);
        var line = (from - section.From) / section.LineBytes;
        var many = (int)Math.Min(LinesAtOnce, section.Lines - line);
        section.Write(line, many, _buffer);
        (_bufferFrom, _buffered) = (section.From + (line * section.LineBytes), many * section.LineBytes);
    }

    /// <summary>The lines of one level.</summary>
    private sealed class Section : IDisposable
    {
        private readonly CodeWriter _codes;
        private readonly Section? _parent;
        private readonly long _perParent;
        private readonly byte[] _line;
        private readonly (int Serial, int Digits, int Code, int Address, int Parent) _at;
        private readonly char[] _written;
        private readonly char[] _parents;

        public Section(CodePackage package, PackageLevel level, CodeWriter codes, Section? parent, long from)
        {
            (_codes, From, Lines) = (codes, from, level.Count);
            if (package.Linked && parent is not null)
            {
                _parent = parent;
                _perParent = level.Count / parent.Lines;
            }
            var line = new StringBuilder();
            int Now() => Encoding.UTF8.GetByteCount(line.ToString());
            var digits = RunningNumber.DigitsFor(level.Count);
            if (package.Numbered)
                line.Append(RunningNumber.Before(package.Number, level.Level));
            var serial = Now();
            if (package.Numbered)
                line.Append('0', digits).Append(',');
            line.Append(LevelNames.Of(package.Kind, level.Level)).Append(',');
            var code = Now();
            line.Append('0', codes.Length).Append(',').Append(package.Address);
            var address = Now();
            line.Append('0', codes.Length);
            var above = 0;
            if (package.Linked)
            {
                line.Append(',');
                above = Now();
                line.Append('0', _parent?._codes.Length ?? 0);
            }
            _line = Encoding.UTF8.GetBytes(line.Append("\r\n").ToString());
            _at = (serial, package.Numbered ? digits : 0, code, address, above);
            _written = new char[codes.Length * LinesAtOnce];
            // All lines of a batch may have parents of their own.
            _parents = new char[_parent is null ? 0 : _parent._codes.Length * (LinesAtOnce + 1)];
        }

        public long From { get; }

        public long Lines { get; }

        public int LineBytes => _line.Length;

        public long Bytes => Lines * _line.Length;

        public void Write(long first, int many, Span<byte> place)
        {
            var length = _codes.Length;
            _codes.WriteMany(first, many, _written.AsSpan(0, many * length));
            var (firstParent, parentLength) = (0L, 0);
            if (_parent is not null)
            {
                (firstParent, parentLength) = (first / _perParent, _parent._codes.Length);
                var parents = (int)(((first + many - 1) / _perParent) - firstParent + 1);
                _parent._codes.WriteMany(firstParent, parents, _parents.AsSpan(0, parents * parentLength));
            }
            for (var i = 0; i < many; i++)
            {
                var line = place.Slice(i * LineBytes, LineBytes);
                _line.CopyTo(line);
                var code = _written.AsSpan(i * length, length);
                Encoding.ASCII.GetBytes(code, line[_at.Code..]);
                Encoding.ASCII.GetBytes(code, line[_at.Address..]);
                RunningNumber.Write(first + i + 1, line.Slice(_at.Serial, _at.Digits));
                if (_parent is not null)
                    Encoding.ASCII.GetBytes(_parents.AsSpan((int)(((first + i) / _perParent) - firstParent) * parentLength, parentLength), line[_at.Parent..]);
            }
        }

        public void Dispose() => _codes.Dispose();
    }
}
