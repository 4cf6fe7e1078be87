namespace Yaosu.Platform.Spreadsheets;

/// <summary>
/// Keeps the synchronous writes of the zip, a few kilobytes when a part is closed, until the next asynchronous one: a response body refuses
/// them. Hides that a target can seek, because a zip written to a seekable stream has other bytes; and drops what a zip still wants to write
/// when it is disposed after a failure, because with a proper end half a file would look like a whole one.
/// </summary>
internal sealed class ForwardOnlyStream(Stream target) : Stream
{
    private readonly MemoryStream _waiting = new();
    private bool _isAbandoned;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public void Abandon() => _isAbandoned = true;

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (!_isAbandoned)
            _waiting.Write(buffer);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_isAbandoned)
            return;
        await WriteWaitingAsync(cancellationToken);
        await target.WriteAsync(buffer, cancellationToken);
    }

    /// <summary>Does nothing: the next asynchronous write or flush takes the bytes along.</summary>
    public override void Flush()
    {
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_isAbandoned)
            return;
        await WriteWaitingAsync(cancellationToken);
        await target.FlushAsync(cancellationToken);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private async ValueTask WriteWaitingAsync(CancellationToken cancellation)
    {
        if (_waiting.Length == 0)
            return;
        await target.WriteAsync(_waiting.GetBuffer().AsMemory(0, (int)_waiting.Length), cancellation);
        _waiting.SetLength(0);
    }
}
