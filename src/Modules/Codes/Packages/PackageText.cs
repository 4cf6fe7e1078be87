using System.Buffers;
using System.Text;

namespace Yaosu.Codes.Packages;

/// <summary>
/// 文字码包: a line for each code, the largest packages first. Nothing of it is stored: lines of one level have one length, so any part of the file can be written
/// without the rest, as a download that goes on where it broke off wants it.
/// </summary>
internal sealed class PackageText : IDisposable
{
    /// <summary>Few enough to stay in the nearest caches, where a line is touched four times.</summary>
    private const int LinesAtOnce = 256;

    /// <summary>Of what does not fill a place to the last byte.</summary>
    private const int LinesKept = 32;

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
        _buffer = ArrayPool<byte>.Shared.Rent(_sections.Max(x => x.LineBytes) * LinesKept);
    }

    public long Length { get; }

    /// <summary>As many bytes from there as are at hand; none at the end.</summary>
    public int Read(long from, Span<byte> place)
    {
        if (from >= Length || place.IsEmpty)
            return 0;
        if (from < _head.Length)
            return Copy(_head.AsSpan((int)from), place);
        if (from >= _bufferFrom && from < _bufferFrom + _buffered)
            return Copy(_buffer.AsSpan((int)(from - _bufferFrom), (int)(_buffered - (from - _bufferFrom))), place);

        var section = _sections.Last(x => x.From <= from);
        var (line, within) = Math.DivRem(from - section.From, section.LineBytes);
        var whole = (int)Math.Min(place.Length / section.LineBytes, section.Lines - line);
        // What is wanted from a line's beginning is written where it is wanted.
        if (within == 0 && whole > 0)
        {
            section.Write(line, whole, place);
            return whole * section.LineBytes;
        }
        var kept = (int)Math.Min(LinesKept, section.Lines - line);
        section.Write(line, kept, _buffer);
        (_bufferFrom, _buffered) = (section.From + (line * section.LineBytes), kept * section.LineBytes);
        return Copy(_buffer.AsSpan((int)within, (int)(_buffered - within)), place);
    }

    public void Dispose()
    {
        // Given back once, however often it is disposed: twice, and two downloads would share it.
        if (Interlocked.Exchange(ref _buffer, []) is { Length: > 0 } buffer)
            ArrayPool<byte>.Shared.Return(buffer);
        foreach (var section in _sections)
            section.Dispose();
    }

    private static int Copy(ReadOnlySpan<byte> source, Span<byte> place)
    {
        var many = Math.Min(source.Length, place.Length);
        source[..many].CopyTo(place);
        return many;
    }

    /// <summary>The lines of one level.</summary>
    private sealed class Section : IDisposable
    {
        private readonly CodeWriter _codes;
        private readonly Section? _parent;
        private readonly long _perParent;
        private readonly byte[] _line;
        private readonly (int Serial, int Digits, int Code, int Address, int Parent) _at;
        private readonly byte[] _parents;

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
            // All lines of a batch may have parents of their own.
            _parents = new byte[_parent is null ? 0 : _parent._codes.Length * (LinesAtOnce + 1)];
        }

        public long From { get; }

        public long Lines { get; }

        public int LineBytes => _line.Length;

        public long Bytes => Lines * _line.Length;

        public void Write(long first, int many, Span<byte> place)
        {
            for (var done = 0; done < many; done += LinesAtOnce)
                WriteBatch(first + done, Math.Min(LinesAtOnce, many - done), place[(done * LineBytes)..]);
        }

        public void Dispose() => _codes.Dispose();

        private void WriteBatch(long first, int many, Span<byte> place)
        {
            // One line becomes the next: only its number counts up, and now and then its parent changes.
            var line = _line.AsSpan();
            var serial = line.Slice(_at.Serial, _at.Digits);
            RunningNumber.Write(first + 1, serial);
            if (_parent is null)
            {
                for (var i = 0; i < many; i++)
                {
                    line.CopyTo(place[(i * line.Length)..]);
                    RunningNumber.CountUp(serial);
                }
            }
            else
            {
                var (firstParent, before) = Math.DivRem(first, _perParent);
                var parentLength = _parent._codes.Length;
                var parents = (int)(((first + many - 1) / _perParent) - firstParent + 1);
                _parent._codes.WriteMany(firstParent, parents, _parents, parentLength);
                var last = 0;
                for (var parent = 0; parent < parents; parent++, before = 0)
                {
                    _parents.AsSpan(parent * parentLength, parentLength).CopyTo(line[_at.Parent..]);
                    var i = last;
                    last = (int)Math.Min(many, i + _perParent - before);
                    for (; i < last; i++)
                    {
                        line.CopyTo(place[(i * line.Length)..]);
                        RunningNumber.CountUp(serial);
                    }
                }
            }

            var length = _codes.Length;
            _codes.WriteMany(first, many, place[_at.Code..], line.Length);
            for (var i = 0; i < many; i++)
            {
                var at = i * line.Length;
                place.Slice(at + _at.Code, length).CopyTo(place[(at + _at.Address)..]);
            }
        }
    }
}
