using System.Formats.Asn1;

namespace Yaosu.Platform.Files;

/// <summary>Tells certificates from what must never be uploaded beside them: private keys, and packages that hold one. Nothing is verified here.</summary>
internal static class CertificateContent
{
    /// <summary>Null when it is neither.</summary>
    /// <param name="whole">The whole file: certificates are small.</param>
    public static FileKind? Sniff(ReadOnlyMemory<byte> whole) => whole.Span.IndexOf("-----BEGIN "u8) >= 0 ? SniffPem(whole.Span) : SniffDer(whole);

    private static FileKind? SniffPem(ReadOnlySpan<byte> text) =>
        text.IndexOf("PRIVATE KEY-----"u8) >= 0 ? FileKind.PrivateKey
        : text.IndexOf("-----BEGIN CERTIFICATE-----"u8) >= 0 ? FileKind.Certificate
        : null;

    private static FileKind? SniffDer(ReadOnlyMemory<byte> bytes)
    {
        // Text that begins with a zero digit is no sequence of this length.
        if (bytes.Length < 64 || bytes.Span[0] != 0x30)
            return null;
        try
        {
            // PFX files come with lengths left open, which only the looser rules read.
            var file = new AsnReader(bytes, AsnEncodingRules.BER);
            var parts = file.ReadSequence();
            file.ThrowIfNotEmpty();
            var first = parts.PeekTag();
            parts.ReadEncodedValue();
            // A version number begins every private key and every package; an encrypted key is an algorithm and its bytes.
            if (first == Asn1Tag.Integer)
                return FileKind.PrivateKey;
            var second = parts.PeekTag();
            parts.ReadEncodedValue();
            if (first == Asn1Tag.Sequence && second.HasSameClassAndValue(Asn1Tag.PrimitiveOctetString) && !parts.HasData)
                return FileKind.PrivateKey;
            return first == Asn1Tag.Sequence && second == Asn1Tag.Sequence && parts.PeekTag() == Asn1Tag.PrimitiveBitString ? FileKind.Certificate : null;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }
}
