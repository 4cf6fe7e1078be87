using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Yaosu.Platform.Files;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Platform.Files;

/// <summary>Rows and bytes hold together whatever happens in between; the quota holds whoever is fastest.</summary>
public sealed class FileStoreTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static long _orgs = 7_100;

    private readonly Actor _wang = FileHost.Somebody(1, Interlocked.Increment(ref _orgs));

    [Fact]
    public async Task A_draft_is_not_readable_before_it_is_stored()
    {
        await using var host = await FileHost.StartAsync(database);
        await using var draft = await BeginAsync(host);
        await draft.Bytes.WriteAsync(new byte[10]);

        (await host.Store.FindAsync(_wang, draft.Id)).Should().BeNull();
        await draft.SettleAsync(CancellationToken.None);
        (await host.Store.FindAsync(_wang, draft.Id)).Should().BeNull();
        await StoreAsync(draft);
        (await host.Store.FindAsync(_wang, draft.Id)).Should().NotBeNull();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_draft_that_is_dropped_leaves_nothing(bool settled)
    {
        await using var host = await FileHost.StartAsync(database);
        await using (var draft = await BeginAsync(host))
        {
            await draft.Bytes.WriteAsync(new byte[10]);
            if (settled)
                await draft.SettleAsync(CancellationToken.None);
            host.FilesOnDisk().Should().ContainSingle();
        }

        host.FilesOnDisk().Should().BeEmpty();
        (await RowsAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_transaction_that_is_rolled_back_takes_the_file_with_it()
    {
        await using var host = await FileHost.StartAsync(database);
        await using (var draft = await BeginAsync(host))
        {
            await draft.Bytes.WriteAsync(new byte[10]);
            await draft.SettleAsync(CancellationToken.None);
            await using var db = database.Open(_wang);
            var act = () => db.InTransactionAsync(async () =>
            {
                await draft.StoreAsync(db, "text/plain", CancellationToken.None);
                throw new InvalidOperationException("planted");
            });
            await act.Should().ThrowAsync<InvalidOperationException>().WithMessage("planted");
        }

        host.FilesOnDisk().Should().BeEmpty();
        (await RowsAsync()).Should().BeEmpty();
        (await UsedAsync()).Should().Be(0);
    }

    [Fact]
    public async Task What_a_dead_node_left_behind_is_swept_and_what_is_still_being_written_is_not()
    {
        await using var host = await FileHost.StartAsync(database);
        // Two drafts nobody disposes: their node was killed, one before and one after the bytes got their name.
        var half = await BeginAsync(host);
        await half.Bytes.WriteAsync(new byte[10]);
        await half.Bytes.FlushAsync();
        var whole = await BeginAsync(host);
        await whole.Bytes.WriteAsync(new byte[10]);
        await whole.SettleAsync(CancellationToken.None);
        host.FilesOnDisk().Should().HaveCount(2);

        database.Time.Advance(TimeSpan.FromHours(23));
        await using var young = await BeginAsync(host);
        await SweepAsync(host);
        host.FilesOnDisk().Should().HaveCount(3);

        database.Time.Advance(TimeSpan.FromHours(1));
        await SweepAsync(host);
        host.FilesOnDisk().Should().ContainSingle().Which.Should().EndWith($"{young.Id}.part");
        (await RowsAsync()).Should().ContainSingle().Which.Id.Should().Be(young.Id);
    }

    [Fact]
    public async Task A_node_that_was_believed_dead_can_no_longer_store()
    {
        await using var host = await FileHost.StartAsync(database);
        await using var draft = await BeginAsync(host);
        await draft.Bytes.WriteAsync(new byte[10]);
        database.Time.Advance(TimeSpan.FromHours(25));
        await SweepAsync(host);

        var act = async () =>
        {
            await draft.SettleAsync(CancellationToken.None);
            await StoreAsync(draft);
        };

        await act.Should().ThrowAsync<Exception>();
        await draft.DisposeAsync();
        host.FilesOnDisk().Should().BeEmpty();
        (await RowsAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_file_goes_when_its_time_is_over_unless_it_was_kept()
    {
        await using var host = await FileHost.StartAsync(database);
        var goes = await host.UploadedAsync(_wang, FileHost.Picture, SampleFiles.Png(1, 1));
        var stays = await host.UploadedAsync(_wang, FileHost.Picture, SampleFiles.Png(1, 1));
        await using (var db = database.Open(_wang))
        {
            (await db.Set<StoredFile>().SingleAsync(x => x.Id == stays.Id)).Keep();
            await db.SaveChangesAsync();
        }

        database.Time.Advance(TimeSpan.FromDays(1));
        (await host.Store.FindAsync(_wang, goes.Id)).Should().BeNull("it is over even before anybody swept");
        await SweepAsync(host);

        host.FilesOnDisk().Should().ContainSingle().Which.Should().EndWith($"{stays.Id}");
        (await RowsAsync()).Should().ContainSingle().Which.Id.Should().Be(stays.Id);
        (await UsedAsync()).Should().Be(stays.Size);
    }

    [Fact]
    public async Task A_deleted_file_is_unreadable_at_once_and_its_room_is_given_back_by_however_many_sweepers()
    {
        await using var host = await FileHost.StartAsync(database);
        var file = await host.UploadedAsync(_wang, FileHost.Picture, SampleFiles.Png(1, 1));
        var other = await host.UploadedAsync(_wang, FileHost.Picture, SampleFiles.Png(2, 2));
        await using (var db = database.Open(_wang))
        {
            FileStore.Delete(db, await db.Set<StoredFile>().SingleAsync(x => x.Id == file.Id));
            await db.SaveChangesAsync();
        }

        (await host.Store.FindAsync(_wang, file.Id)).Should().BeNull();
        database.Live.Told.Should().Contain(FileStore.Deleted);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SweepAsync(host)));

        host.FilesOnDisk().Should().ContainSingle();
        (await UsedAsync()).Should().Be(other.Size);
    }

    [Fact]
    public async Task The_quota_is_one_enterprises_own()
    {
        await using var host = await FileHost.StartAsync(database, files => files.QuotaMb = 1);
        await host.UploadedAsync(_wang, FileHost.Sheet, Letters(700_000), "a.csv");

        using var refused = await host.UploadAsync(_wang, FileHost.Sheet, Letters(400_000), "b.csv");
        refused.StatusCode.Should().Be(System.Net.HttpStatusCode.InsufficientStorage);
        (await refused.RefusalAsync()).Should().Be("file.quota");
        using var neighbour = await host.UploadAsync(FileHost.Somebody(1, Interlocked.Increment(ref _orgs)), FileHost.Sheet, Letters(400_000), "b.csv");
        neighbour.StatusCode.Should().Be(System.Net.HttpStatusCode.OK);
    }

    [Fact]
    public async Task Of_many_uploads_at_once_no_more_are_taken_than_there_is_room_for()
    {
        await using var host = await FileHost.StartAsync(database, files => (files.QuotaMb, files.UploadsAtOnce) = (1, 50));
        // All drafts begin while there is still room for each of them.
        var drafts = new List<FileDraft>();
        for (var i = 0; i < 8; i++)
        {
            drafts.Add(await BeginAsync(host));
            await drafts[i].Bytes.WriteAsync(Letters(300_000));
            await drafts[i].SettleAsync(CancellationToken.None);
        }

        var refused = await Task.WhenAll(drafts.Select(async draft =>
        {
            try
            {
                await StoreAsync(draft);
                return null;
            }
            catch (FileRefusedException e)
            {
                return e.Refusal.Code;
            }
        }));
        foreach (var draft in drafts)
            await draft.DisposeAsync();

        refused.Count(code => code is null).Should().Be(3, "three times 300 000 bytes fit into 1 MB");
        refused.Should().OnlyContain(code => code == null || code == "file.quota");
        (await UsedAsync()).Should().Be(900_000);
        host.FilesOnDisk().Should().HaveCount(3);
    }

    [Fact]
    public async Task A_folder_that_can_not_be_written_is_said_at_the_start_with_its_key()
    {
        var file = Path.GetTempFileName();
        var act = () => FileHost.StartAsync(database, files => files.Folder = Path.Combine(file, "files"));
        (await act.Should().ThrowAsync<OptionsValidationException>()).Which.Message.Should().Contain("Files:Folder");
        File.Delete(file);
    }

    private async Task<FileDraft> BeginAsync(FileHost host) =>
        (await host.Store.BeginAsync(_wang, FileHost.WrittenByUs, "报表.csv", announced: null, CancellationToken.None)).Value;

    private async Task StoreAsync(FileDraft draft)
    {
        await using var db = database.Open(_wang);
        await db.InTransactionAsync(() => draft.StoreAsync(db, "text/csv", CancellationToken.None));
    }

    private static async Task SweepAsync(FileHost host)
    {
        using var sweeper = host.Sweeper;
        await sweeper.SweepAsync(CancellationToken.None);
    }

    private async Task<List<StoredFile>> RowsAsync()
    {
        await using var db = database.Open(_wang);
        return await db.Set<StoredFile>().ToListAsync();
    }

    private async Task<long> UsedAsync()
    {
        await using var db = database.Open(_wang);
        return await db.Set<FileUsage>().Select(x => x.Bytes).SingleOrDefaultAsync();
    }

    private static byte[] Letters(int count) => [.. Enumerable.Repeat((byte)'a', count)];
}
