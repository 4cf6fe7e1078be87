using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Yaosu.Codes.Merchants;
using Yaosu.Platform.Data;
using Yaosu.Platform.Spreadsheets;

namespace Yaosu.Codes.OwnCodes;

/// <summary>A line that is no code, or somebody's already.</summary>
/// <param name="Place">第 3 行; in a zip with the file's name.</param>
/// <param name="Content">Cut where it is long.</param>
/// <param name="Why">A sentence.</param>
public sealed record WrongLine(string Place, string Content, string Why);

/// <summary>What is in a file, line by line.</summary>
/// <param name="merchant">Whose codes they shall be.</param>
/// <param name="mostWrong">How many wrong lines are told; all are counted.</param>
internal sealed class OwnCodesCheck(Merchant merchant, OwnCodeReader reader, long mostCodes, int mostWrong)
{
    private const int AskedAtOnce = 2000;
    private const int ContentLength = 120;

    // Of a million codes the texts would take more room than their digests.
    private readonly Dictionary<UInt128, (int File, int Line)> _seen = [];
    private readonly List<(OwnLine Line, string Code)> _asked = [];
    private readonly List<(OwnLine Line, WrongLine Wrong)> _wrong = [];

    /// <summary>With which all of them begin; null while there is none.</summary>
    public string? Prefix { get; private set; }

    public int Codes => _seen.Count;

    public long WrongTotal { get; private set; }

    public IReadOnlyList<WrongLine> Wrong => [.. _wrong.OrderBy(x => x.Line.File).ThenBy(x => x.Line.Number).Select(x => x.Wrong)];

    /// <returns>Refused only when the file as a whole is.</returns>
    public async Task<Outcome> RunAsync(AppDb db, CancellationToken ct)
    {
        try
        {
            foreach (var line in reader.Lines())
            {
                ct.ThrowIfCancellationRequested();
                if (Look(line) is not { } code)
                    continue;
                if (_seen.Count > mostCodes)
                    return CodesRefusals.TooManyOwnCodes(mostCodes);
                _asked.Add((line, code));
                if (_asked.Count == AskedAtOnce)
                    await AskAsync(db, ct);
            }
            await AskAsync(db, ct);
        }
        catch (SpreadsheetUnreadableException e)
        {
            return e.Refusal.At(nameof(OwnCodesForm.File));
        }
        return _seen.Count == 0 && WrongTotal == 0 ? CodesRefusals.OwnFileEmpty : Outcome.Done;
    }

    /// <summary>What is to be stored, once nothing is wrong.</summary>
    public static string CodeOf(string text, string prefix) => OwnAddress.Normalize(text)!.Value.Address[prefix.Length..];

    /// <returns>The code; null when the line is wrong.</returns>
    private string? Look(OwnLine line)
    {
        if (line.Text.Length == 0)
            return Tell(line, "第一列是空的。");
        if (line.Text.Length > OwnAddress.Longest)
            return Tell(line, $"超过 {OwnAddress.Longest} 个字符。");
        if (OwnAddress.Normalize(line.Text) is not { Address: var address })
            return Tell(line, "不是以 https:// 开头的网址。");
        if (merchant.UrlPrefixes.Find(x => address.StartsWith(x, StringComparison.Ordinal)) is not { } prefix)
            return Tell(line, "不以这个商户登记的网址前缀开头。");
        Prefix ??= prefix;
        if (prefix != Prefix)
            return Tell(line, $"网址前缀与前面的 {Prefix} 不同；一个码包只放一种前缀的码，请分开上传。");
        var code = address[prefix.Length..];
        if (OwnAddress.WhatIsWrong(code) is { } wrong)
            return Tell(line, wrong);
        if (_seen.TryAdd(Digest(code), (line.File, line.Number)))
            return code;
        var first = _seen[Digest(code)];
        return Tell(line, $"与{PlaceOf(first.File, first.Line)}重复。");
    }

    private async Task AskAsync(AppDb db, CancellationToken ct)
    {
        var codes = _asked.ConvertAll(x => x.Code);
        var known = (await db.Set<OwnCode>().Where(x => x.MerchantId == merchant.Id && codes.Contains(x.Text)).Select(x => x.Text).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
        foreach (var (line, code) in _asked)
            if (known.Contains(code))
                Tell(line, "这个商户已上传过这个码。");
        _asked.Clear();
    }

    private string? Tell(OwnLine line, string why)
    {
        WrongTotal++;
        if (_wrong.Count < mostWrong)
            _wrong.Add((line, new(PlaceOf(line.File, line.Number), StoredText.Cut(line.Text, ContentLength), why)));
        return null;
    }

    private string PlaceOf(int file, int line) => reader.NameOf(file) is { } name ? $"{name} 第 {line} 行" : $"第 {line} 行";

    private static UInt128 Digest(string code)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(code), hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }
}
