using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Yaosu.Platform.Pdf;

/// <summary>
/// The objects of a file, one after the other, and where each begins. A number may be handed out long before its object is written, so that others can
/// point to it. Eight bytes of memory an object; the target need not seek and is written asynchronously alone.
/// </summary>
internal sealed class PdfObjects
{
    private const long LongestFile = 9_999_999_999;
    private const int FlushFrom = 64 * 1024;

    private readonly Stream _target;
    private readonly ArrayBufferWriter<byte> _waiting = new(FlushFrom);
    private readonly ArrayBufferWriter<byte> _packed = new(FlushFrom);
    private readonly List<long> _offsets = [0];
    private long _flushed;

    public PdfObjects(Stream target)
    {
        _target = target;
        // The second line tells programs that carry files that this one is not text.
        Raw("%PDF-1.7\n%\u00E2\u00E3\u00CF\u00D3\n");
    }

    private long Position => _flushed + _waiting.WrittenCount;

    public int NewNumber()
    {
        _offsets.Add(0);
        return _offsets.Count - 1;
    }

    public void Write(int number, string content) => Raw(Begin(number) + content + "\nendobj\n");

    /// <param name="entries">Of its dictionary, besides length and filter.</param>
    public void WriteStream(int number, string entries, ReadOnlySpan<byte> content, CompressionLevel level = CompressionLevel.Fastest) =>
        WritePacked(number, entries + "/Filter/FlateDecode", Packed(content, level));

    /// <param name="entries">Of its dictionary, besides the length.</param>
    public void WritePacked(int number, string entries, ReadOnlySpan<byte> content)
    {
        Raw(string.Create(CultureInfo.InvariantCulture, $"{Begin(number)}<<{entries}/Length {content.Length}>>\nstream\n"));
        _waiting.Write(content);
        Raw("\nendstream\nendobj\n");
    }

    public async ValueTask FlushWhenFullAsync(CancellationToken cancellation)
    {
        if (_waiting.WrittenCount >= FlushFrom)
            await FlushAsync(cancellation);
    }

    public async Task FinishAsync(int catalog, int info, CancellationToken cancellation)
    {
        var start = Position;
        Raw(string.Create(CultureInfo.InvariantCulture, $"xref\n0 {_offsets.Count}\n0000000000 65535 f \n"));
        for (var number = 1; number < _offsets.Count; number++)
        {
            var offset = _offsets[number];
            if (offset == 0)
                throw new InvalidOperationException($"Object {number} was promised and never written.");
            Raw(string.Create(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n"));
            await FlushWhenFullAsync(cancellation);
        }
        Raw(string.Create(CultureInfo.InvariantCulture, $"trailer\n<</Size {_offsets.Count}/Root {catalog} 0 R/Info {info} 0 R>>\nstartxref\n{start}\n%%EOF\n"));
        await FlushAsync(cancellation);
        await _target.FlushAsync(cancellation);
    }

    private ReadOnlySpan<byte> Packed(ReadOnlySpan<byte> content, CompressionLevel level)
    {
        _packed.ResetWrittenCount();
        using (var deflate = new ZLibStream(new Sink(_packed), level))
            deflate.Write(content);
        return _packed.WrittenSpan;
    }

    private string Begin(int number)
    {
        if (_offsets[number] != 0)
            throw new InvalidOperationException($"Object {number} is written already.");
        if (Position > LongestFile)
            throw new InvalidOperationException("A PDF file ends at ten gigabytes.");
        _offsets[number] = Position;
        return string.Create(CultureInfo.InvariantCulture, $"{number} 0 obj\n");
    }

    private void Raw(string text)
    {
        var span = _waiting.GetSpan(text.Length);
        _waiting.Advance(Encoding.Latin1.GetBytes(text, span));
    }

    private async Task FlushAsync(CancellationToken cancellation)
    {
        await _target.WriteAsync(_waiting.WrittenMemory, cancellation);
        _flushed += _waiting.WrittenCount;
        _waiting.ResetWrittenCount();
    }

    /// <summary>A buffer that outlives the packing: a new one for each page would be as large as all pages together before the collector looks.</summary>
    private sealed class Sink(ArrayBufferWriter<byte> buffer) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Write(ReadOnlySpan<byte> bytes) => buffer.Write(bytes);

        public override void Write(byte[] bytes, int offset, int count) => buffer.Write(bytes.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override int Read(byte[] bytes, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
