using System.Text;
using Microsoft.EntityFrameworkCore;
using Yaosu.Codes.Packages;
using Yaosu.Platform.Data;

namespace Yaosu.Codes.OwnCodes;

/// <summary>文字码包 of own codes, in the order in which they were uploaded: read some at a time, so any number of them takes the memory of these.</summary>
internal sealed class OwnPackageText(AppDbFactory databases, Actor actor, CodePackage package) : Stream
{
    private const int CodesAtOnce = 5000;

    private byte[] _page = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes("级别,码,网址\r\n")];
    private int _at;
    private long _next;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_at == _page.Length && !await FillAsync(cancellationToken))
            return 0;
        var many = Math.Min(buffer.Length, _page.Length - _at);
        _page.AsMemory(_at, many).CopyTo(buffer);
        _at += many;
        return many;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Await ReadAsync.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    private async Task<bool> FillAsync(CancellationToken ct)
    {
        await using var db = databases.Open(actor);
        var from = _next;
        var codes = await db.Set<OwnCode>().Where(x => x.PackageId == package.Id && x.Serial >= from).OrderBy(x => x.Serial).Take(CodesAtOnce).Select(x => new { x.Serial, x.Text }).ToListAsync(ct);
        if (codes.Count == 0)
            return false;
        var level = LevelNames.Of(package.Kind, 1);
        var text = new StringBuilder();
        foreach (var code in codes)
            text.Append(level).Append(',').Append(code.Text).Append(',').Append(package.Address).Append(code.Text).Append("\r\n");
        (_page, _at, _next) = (Encoding.UTF8.GetBytes(text.ToString()), 0, codes[^1].Serial + 1);
        return true;
    }
}
