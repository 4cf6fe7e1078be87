namespace Yaosu.Codes;

/// <summary>
/// Reads the number back out of a code of one shape. A number is only half of the answer: whose block it lies in says which layout the code should have,
/// and <see cref="CodeFrame.Fits"/> whether it has. Keeps its buffers: not for two threads at once.
/// </summary>
public sealed class CodeReader(CodeShape shape, CodeKey key) : IDisposable
{
    private static readonly UInt128 Most = (UInt128)long.MaxValue;

    private readonly ShortFf1 _cipher = ShortFf1.Create(key, shape.Alphabet.Radix, shape.GuardLength);
    private readonly UInt128 _rightModulus = Power(shape.Alphabet.Radix, shape.GuardLength - (shape.GuardLength / 2));

    public CodeShape Shape => shape;

    /// <summary>False for every text that no code of this shape can be.</summary>
    public bool TryRead(ReadOnlySpan<char> code, out long number)
    {
        number = 0;
        if (code.Length != shape.Length)
            return false;
        var guard = code.Slice(shape.GuardOffset, shape.GuardLength);
        if (!Numerals.TryRead(shape.Alphabet, guard[.._cipher.LeftLength], out var left) || !Numerals.TryRead(shape.Alphabet, guard[_cipher.LeftLength..], out var right))
            return false;
        (left, right) = _cipher.Decrypt(left, right);
        // Numbers of more than 64 bits are never given out.
        if (right >= Most || left > (Most - 1 - right) / _rightModulus)
            return false;
        number = (long)((left * _rightModulus) + right);
        return true;
    }

    public void Dispose() => _cipher.Dispose();

    private static UInt128 Power(int radix, int exponent)
    {
        var power = UInt128.One;
        for (var i = 0; i < exponent; i++)
            power *= (uint)radix;
        return power;
    }
}
