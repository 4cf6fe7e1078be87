using System.IO.Compression;
using System.Runtime.CompilerServices;
using Yaosu.Platform.Spreadsheets;

namespace Yaosu.Tests.Platform.Spreadsheets;

public sealed class InterruptionTests
{
    [Theory]
    [InlineData("xlsx")]
    [InlineData("csv")]
    public async Task Cancelling_stops_before_the_next_row(string format)
    {
        using var cancelling = new CancellationTokenSource();
        using var target = new MemoryStream();
        var asked = 0;

        IEnumerable<string> Rows()
        {
            while (true)
            {
                if (++asked == 10_000)
                    cancelling.Cancel();
                yield return "一直有下一行";
            }
        }

        var writing = () => WriteAsync(format, target, Rows().ToAsyncEnumerable(), null, cancelling.Token);

        await writing.Should().ThrowAsync<OperationCanceledException>();
        asked.Should().Be(10_000);
    }

    [Theory]
    [InlineData("xlsx")]
    [InlineData("csv")]
    public async Task A_source_that_waits_for_rows_hears_of_the_cancellation(string format)
    {
        using var cancelling = new CancellationTokenSource();
        using var target = new MemoryStream();
        var writing = WriteAsync(format, target, Waiting(cancelling), null, cancelling.Token);

        var waiting = () => writing;
        await waiting.Should().ThrowAsync<OperationCanceledException>();
    }

    [Theory]
    [InlineData("xlsx")]
    [InlineData("csv")]
    public async Task Nothing_is_written_when_it_is_cancelled_already(string format)
    {
        using var target = new MemoryStream();
        var writing = () => WriteAsync(format, target, new[] { "行" }.ToAsyncEnumerable(), null, new CancellationToken(true));

        await writing.Should().ThrowAsync<OperationCanceledException>();
        target.Length.Should().Be(0);
    }

    [Fact]
    public async Task A_failed_export_leaves_a_file_that_nobody_can_take_for_a_whole_one()
    {
        using var target = new MemoryStream();
        var writing = () => WriteAsync("xlsx", target, Failing(50_000), null, CancellationToken.None);

        await writing.Should().ThrowAsync<InvalidOperationException>().WithMessage("source broke");

        target.Length.Should().BePositive();
        var reading = () => new ZipArchive(target, ZipArchiveMode.Read);
        reading.Should().Throw<InvalidDataException>();
    }

    [Fact]
    public async Task A_full_disk_is_reported_as_itself_and_not_by_what_fails_after_it()
    {
        await using var target = new FullDisk(200_000);
        var writing = () => WriteAsync("xlsx", target, Enumerable.Range(0, 300_000).Select(i => $"{i * 7919L:D12}").ToAsyncEnumerable(), null, CancellationToken.None);

        await writing.Should().ThrowAsync<IOException>().WithMessage("disk full");
        target.Failures.Should().Be(1, "a target that failed is left alone");
    }

    [Theory]
    [InlineData("xlsx")]
    [InlineData("csv")]
    public async Task Progress_is_told_as_it_goes_and_at_the_end_and_the_target_stays_open(string format)
    {
        using var target = new MemoryStream();
        var told = new Told();

        await WriteAsync(format, target, Enumerable.Range(0, 10_000).Select(i => $"{i}").ToAsyncEnumerable(), told, CancellationToken.None);

        told.Numbers.Should().Equal(4_096, 8_192, 10_000);
        target.CanWrite.Should().BeTrue();
    }

    private static Task<long> WriteAsync(string format, Stream target, IAsyncEnumerable<string> rows, IProgress<long>? progress, CancellationToken cancellation) =>
        format == "xlsx"
            ? SpreadsheetWriter.WriteXlsxAsync(target, "明细", Export.TextColumn, rows, progress, cancellation)
            : SpreadsheetWriter.WriteCsvAsync(target, Export.TextColumn, rows, progress, cancellation);

    private static async IAsyncEnumerable<string> Waiting(CancellationTokenSource cancelling, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        yield return "第一行";
        var never = Task.Delay(Timeout.Infinite, cancellation);
        await cancelling.CancelAsync();
        await never;
        yield return "永远等不到";
    }

    private static async IAsyncEnumerable<string> Failing(int after)
    {
        for (var i = 0; i < after; i++)
            yield return $"{i * 7919L:D12}";
        await Task.Yield();
        throw new InvalidOperationException("source broke");
    }

    private sealed class Told : IProgress<long>
    {
        public List<long> Numbers { get; } = [];

        public void Report(long value) => Numbers.Add(value);
    }

    private sealed class FullDisk(int room) : MemoryStream
    {
        public int Failures { get; private set; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Length + buffer.Length <= room)
                return base.WriteAsync(buffer, cancellationToken);
            Failures++;
            throw new IOException("disk full");
        }
    }
}
