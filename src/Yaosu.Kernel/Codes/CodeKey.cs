using System.Security.Cryptography;

namespace Yaosu.Codes;

/// <summary>The secret that guards are computed with. Whoever holds it can make codes that look issued, so it is wiped when it is done with and never prints itself.</summary>
public sealed class CodeKey : IDisposable
{
    /// <summary>Bytes of a new key: AES-256.</summary>
    public const int NewLength = 32;

    // Pinned: the collector would leave copies behind.
    private readonly byte[] _bytes;
    private bool _disposed;

    /// <param name="bytes">16, 24 or 32 of them; a copy is taken.</param>
    public CodeKey(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length is not (16 or 24 or 32))
            throw new ArgumentException($"A key of AES has 16, 24 or 32 bytes, not {bytes.Length}.", nameof(bytes));
        _bytes = GC.AllocateUninitializedArray<byte>(bytes.Length, pinned: true);
        bytes.CopyTo(_bytes);
    }

    public int Length => _bytes.Length;

    public static CodeKey New()
    {
        Span<byte> bytes = stackalloc byte[NewLength];
        RandomNumberGenerator.Fill(bytes);
        var key = new CodeKey(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return key;
    }

    /// <summary>For whoever wraps it before it is stored, and wipes what he was given.</summary>
    public void CopyTo(Span<byte> destination)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _bytes.CopyTo(destination);
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_bytes);
        _disposed = true;
    }

    public override string ToString() => nameof(CodeKey);

    internal Aes CreateAes()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var aes = Aes.Create();
        aes.SetKey(_bytes);
        return aes;
    }
}
