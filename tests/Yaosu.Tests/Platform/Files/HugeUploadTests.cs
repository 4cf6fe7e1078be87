using Yaosu.Tests.Support;

namespace Yaosu.Tests.Platform.Files;

/// <summary>T-12: a body of 1 GB. Runs alone, because it looks at the memory of the whole process.</summary>
[Collection(nameof(HugeUploadTests))]
public sealed class HugeUploadTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const long Gigabyte = 1L << 30;
    private const long MostGrowth = 20L << 20;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_gigabyte_is_refused_early_and_takes_no_memory(bool saysHowMuch)
    {
        await using var host = await FileHost.StartAsync(database);
        await SendAsync(host, saysHowMuch);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        var before = Environment.WorkingSet;
        var peak = before;

        await using (var watch = new Timer(_ => peak = Math.Max(peak, Environment.WorkingSet), null, 0, 5))
        {
            var (answer, sent) = await SendAsync(host, saysHowMuch);

            answer.Should().StartWith("HTTP/1.1 413").And.Contain("file.too-large");
            sent.Should().BeLessThan(Gigabyte / 4, "the answer comes before everything was sent");
        }

        (peak - before).Should().BeLessThan(MostGrowth);
        if (Directory.Exists(host.Folder))
            host.FilesOnDisk().Should().BeEmpty();
    }

    private static async Task<(string Answer, long Sent)> SendAsync(FileHost host, bool saysHowMuch)
    {
        await using var upload = await RawUpload.BeginAsync(host, FileHost.Somebody(), FileHost.Picture, saysHowMuch ? Gigabyte : null);
        return await upload.SendUntilAnsweredAsync(Gigabyte);
    }
}

[CollectionDefinition(nameof(HugeUploadTests), DisableParallelization = true)]
public sealed class HugeUploadsRunAlone;
