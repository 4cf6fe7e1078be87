using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Yaosu.Benchmarks.Circuits;

/// <summary>The part of MessagePack that a browser sends to a circuit.</summary>
internal sealed class MessagePackWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new(256);

    internal ReadOnlyMemory<byte> Written => _bytes.WrittenMemory;

    /// <summary>Of fewer than sixteen elements.</summary>
    internal MessagePackWriter Array(int count) => Byte((byte)(0x90 | count));

    internal MessagePackWriter EmptyMap() => Byte(0x80);

    internal MessagePackWriter Value(object? value) => value switch
    {
        null => Byte(0xc0),
        bool yes => Byte((byte)(yes ? 0xc3 : 0xc2)),
        int number => Integer(number),
        long number => Integer(number),
        string text => Text(text),
        _ => throw new NotSupportedException($"A browser sends no {value.GetType().Name}."),
    };

    private MessagePackWriter Integer(long number)
    {
        if (number is >= 0 and < 128)
            return Byte((byte)number);
        Byte(0xd3);
        BinaryPrimitives.WriteInt64BigEndian(_bytes.GetSpan(8), number);
        _bytes.Advance(8);
        return this;
    }

    private MessagePackWriter Text(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Byte(0xdb);
        BinaryPrimitives.WriteInt32BigEndian(_bytes.GetSpan(4), length);
        _bytes.Advance(4);
        _bytes.Advance(Encoding.UTF8.GetBytes(text, _bytes.GetSpan(length)));
        return this;
    }

    private MessagePackWriter Byte(byte value)
    {
        _bytes.GetSpan(1)[0] = value;
        _bytes.Advance(1);
        return this;
    }
}
