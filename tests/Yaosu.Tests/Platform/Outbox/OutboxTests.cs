using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Yaosu.CrashWorker;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Background;
using Yaosu.Platform.Outbox;
using Yaosu.Tests.Platform.Background;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Platform.Outbox;

public sealed class OutboxTests : WorkTest
{
    private readonly long _org = 100;
    private readonly Receiver _receiver = new();

    public override async ValueTask DisposeAsync()
    {
        await _receiver.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task A_message_goes_out_after_the_commit_once()
    {
        await using var node = await StartAsync();
        var id = await PublishAsync(node, "recall:1", "你好");

        var sent = await SentAsync(node, id);

        _receiver.Accepted.Should().Equal((sent.MessageId.ToString(), "你好"));
        (sent.DueAt, sent.LeaseOwner, sent.Tries, sent.LastError, sent.DeadAt).Should().Be((null, null, 0, null, null));
    }

    [Fact]
    public async Task Nothing_goes_out_before_the_commit_or_after_a_rollback()
    {
        await using var node = await StartAsync();
        await using (var db = node.Open(_org))
        {
            var failing = () => db.InTransactionAsync(async () =>
            {
                db.Publish(HttpSender.Topic, "recall:1", "rolled back");
                await db.SaveChangesAsync();
                // While the transaction is open, others go out and this one doesn't.
                await SentAsync(node, await PublishAsync(node, "recall:2", "meanwhile"));
                _receiver.Seen.Select(x => x.Body).Should().Equal("meanwhile");
                throw new InvalidOperationException("the change fails");
            });
            await failing.Should().ThrowAsync<InvalidOperationException>();
        }
        await SentAsync(node, await PublishAsync(node, "recall:1", "afterwards"));

        _receiver.Seen.Select(x => x.Body).Should().Equal("meanwhile", "afterwards");
    }

    [Fact]
    public async Task A_message_whose_node_died_right_after_the_commit_is_sent_by_another()
    {
        long id;
        await using (var dead = Database.CreateNode())
            id = await PublishAsync(dead, "recall:1", "left behind");

        await using var node = await StartAsync();
        await SentAsync(node, id);

        _receiver.Accepted.Select(x => x.Body).Should().Equal("left behind");
    }

    [Fact]
    public async Task A_message_whose_process_was_killed_after_it_was_accepted_is_sent_again_under_the_same_id()
    {
        await using var idle = Database.CreateNode();
        long id;
        await using (var db = idle.Open(_org))
        {
            var message = db.Publish(AcceptingReceiver.Topic, "recall:1", "twice");
            await db.SaveChangesAsync();
            id = message.Id;
        }
        string? heard;
        await using (var worker = CrashWorkerProcess.Start("outbox", Database.Connection))
        {
            heard = await worker.HearAsync("accepted ");
            await worker.KillAsync();
        }

        // Past the end of the lease that the killed process held.
        var time = new ManualTime(TimeProvider.System.GetUtcNow().AddMinutes(2));
        var again = new ConcurrentQueue<Guid>();
        await using var node = await Database.StartNodeAsync(services => services.AddSingleton(again).AddOutboxHandler<Remembering>(), time);
        await SentAsync(node, id);

        again.Should().Equal(Guid.Parse(heard![9..]));
    }

    [Theory]
    [InlineData(Answer.Fail500, "500")]
    [InlineData(Answer.Hang, "对方在 60 秒内没有应答。")]
    [InlineData(Answer.Reset, "error")]
    internal async Task A_receiver_that_fails_gets_the_message_again_under_the_same_id(Answer answer, string error)
    {
        var time = new ManualTime();
        var calls = 0;
        _receiver.Behaviour = _ => Interlocked.Increment(ref calls) <= 2 ? answer : Answer.Accept;
        await using var node = await StartAsync(time);
        var id = await PublishAsync(node, "recall:1", "insistent");

        var failed = await Eventually.GetAsync(() => ReadAsync(node, id), message => message.Tries == 1, time, TimeSpan.FromMilliseconds(200));
        failed.LastError.Should().Contain(error);
        failed.SentAt.Should().BeNull();
        var sent = await SentAsync(node, id, time);

        sent.Tries.Should().Be(2);
        _receiver.Seen.Should().HaveCount(3).And.OnlyContain(x => x.Id == sent.MessageId.ToString());
        _receiver.Accepted.Should().HaveCount(1);
    }

    [Fact]
    public async Task A_handler_that_ignores_its_token_is_let_go_after_the_timeout()
    {
        var time = new ManualTime();
        await using var node = await Database.StartNodeAsync(services => services.AddOutboxHandler<Deaf>(), time);
        var id = await PublishAsync(node, "recall:1", "unheard");

        var failed = await Eventually.GetAsync(() => ReadAsync(node, id), message => message.Tries == 1, time);

        failed.LastError.Should().Be("对方在 60 秒内没有应答。");
    }

    [Fact]
    public async Task A_message_that_fails_holds_up_its_own_aggregate_only_and_order_is_kept()
    {
        var time = new ManualTime();
        var down = true;
        _receiver.Behaviour = body => Volatile.Read(ref down) && body.StartsWith('A') ? Answer.Fail500 : Answer.Accept;
        await using var node = await StartAsync(time);
        var ids = new List<long>();
        for (var i = 1; i <= 5; i++)
        {
            ids.Add(await PublishAsync(node, "recall:A", $"A{i}"));
            ids.Add(await PublishAsync(node, "recall:B", $"B{i}"));
        }

        for (var i = 1; i < ids.Count; i += 2)
            await SentAsync(node, ids[i], time, TimeSpan.FromMilliseconds(100));
        await Eventually.GetAsync(() => ReadAsync(node, ids[0]), message => message.Tries > 1, time, TimeSpan.FromMilliseconds(100));
        _receiver.Accepted.Select(x => x.Body).Should().Equal("B1", "B2", "B3", "B4", "B5");
        _receiver.Seen.Where(x => x.Body.StartsWith('A')).Should().OnlyContain(x => x.Body == "A1", "nothing overtakes a message of its aggregate");

        Volatile.Write(ref down, false);
        foreach (var id in ids)
            await SentAsync(node, id, time);
        _receiver.Accepted.Select(x => x.Body).Where(body => body.StartsWith('A')).Should().Equal("A1", "A2", "A3", "A4", "A5");
    }

    [Fact]
    public async Task Changes_made_on_two_nodes_go_out_in_the_order_of_their_commits()
    {
        await using var first = Database.CreateNode();
        await using var second = Database.CreateNode();
        // Each node has ids of its own block, so ids would give another order.
        for (var i = 0; i < 20; i++)
            await PublishAsync(i % 3 == 0 ? second : first, "recall:1", $"{i}");
        await using var node = await StartAsync();
        await Eventually.IsTrueAsync(() => _receiver.Accepted.Count == 20);

        _receiver.Accepted.Select(x => x.Body).Should().Equal(Enumerable.Range(0, 20).Select(i => $"{i}"));
    }

    [Fact]
    public async Task Two_nodes_send_each_message_once_and_keep_the_order_of_every_aggregate()
    {
        await using (var node = Database.CreateNode())
        {
            await using var db = node.Open(_org);
            for (var i = 0; i < 200; i++)
                db.Publish(HttpSender.Topic, $"recall:{i % 20}", $"{i % 20} {i / 20}");
            await db.SaveChangesAsync();
        }
        await using var first = Database.CreateNode(Sending);
        await using var second = Database.CreateNode(Sending);
        await Task.WhenAll(first.StartAsync(), second.StartAsync());

        await Eventually.IsTrueAsync(async () =>
        {
            await using var db = first.Open(_org);
            return await db.Set<OutboxMessage>().CountAsync(x => x.SentAt != null) == 200;
        });
        _receiver.Seen.Select(x => x.Id).Should().HaveCount(200).And.OnlyHaveUniqueItems();
        foreach (var aggregate in _receiver.Seen.Select(x => x.Body.Split(' ')).GroupBy(x => x[0], x => int.Parse(x[1])))
            aggregate.Should().Equal(Enumerable.Range(0, 10));
    }

    [Fact]
    public async Task A_dead_receiver_is_tried_for_three_days_ever_more_slowly_then_the_message_waits_for_a_person_and_the_next_goes_on()
    {
        var time = new ManualTime();
        var tries = new ConcurrentQueue<DateTimeOffset>();
        var down = true;
        _receiver.Behaviour = body =>
        {
            if (body == "first")
                tries.Enqueue(time.GetUtcNow());
            return Volatile.Read(ref down) ? Answer.Fail500 : Answer.Accept;
        };
        await using var node = await StartAsync(time);
        var published = time.GetUtcNow();
        var (first, second) = (await PublishAsync(node, "recall:1", "first"), await PublishAsync(node, "recall:1", "second"));

        for (var pause = TimeSpan.FromSeconds(1); ; pause = TimeSpan.FromMinutes(3))
        {
            var seen = await Eventually.GetAsync(() => ReadAsync(node, first), message => message.LeaseOwner is null && (message.DeadAt is not null || message.DueAt > node.Databases.Time.UtcNow()), time, TimeSpan.FromMilliseconds(50));
            if (seen.DeadAt is not null)
                break;
            time.Advance(seen.DueAt!.Value - time.GetUtcNow().UtcDateTime);
        }

        var dead = await ReadAsync(node, first);
        dead.LastError.Should().Contain("500");
        dead.SentAt.Should().BeNull();
        var pauses = tries.Zip(tries.Skip(1), (a, b) => b - a).ToList();
        pauses.Take(10).Zip([5, 30, 120, 600, 1800, 3600, 7200, 14400, 28800, 43200]).Should().OnlyContain(x => x.First >= TimeSpan.FromSeconds(x.Second) && x.First < TimeSpan.FromSeconds(x.Second + 60));
        (tries.Last() - published).Should().BeGreaterThanOrEqualTo(TimeSpan.FromDays(3)).And.BeLessThan(TimeSpan.FromDays(3) + TimeSpan.FromHours(1));
        dead.Tries.Should().Be(tries.Count);

        // What waited behind it has waited its three days too: it gets the one try that it is owed.
        await Eventually.IsTrueAsync(async () => (await ReadAsync(node, second)).DeadAt is not null, time);
        _receiver.Seen.Count(x => x.Body == "second").Should().Be(1);

        Volatile.Write(ref down, false);
        var redeliver = node.Get<RedeliverMessage>();
        (await redeliver.RunAsync(Person(OutboxPermissions.Manage), first)).IsDone.Should().BeTrue();
        await SentAsync(node, first, time);
        _receiver.Accepted.Should().ContainSingle().Which.Should().Be((dead.MessageId.ToString(), "first"));
        (await redeliver.RunAsync(Person(OutboxPermissions.Manage), first)).Refusal.Should().Be(OutboxRefusals.AlreadySent);
        (await ReadAsync(node, second)).SentAt.Should().BeNull("nobody asked for it");
    }

    [Fact]
    public async Task Sending_again_wants_the_right_for_it_and_an_own_message_and_is_audited()
    {
        await using var node = Database.CreateNode();
        var id = await PublishAsync(node, "recall:1", "x");
        var redeliver = node.Get<RedeliverMessage>();

        (await redeliver.RunAsync(Person(), id)).Refusal!.Code.Should().Be("access.denied");
        (await redeliver.RunAsync(Person(OutboxPermissions.Manage) with { OrgId = _org + 10_000 }, id)).Refusal.Should().Be(OutboxRefusals.NotFound);
        (await redeliver.RunAsync(Person(OutboxPermissions.Manage), id)).IsDone.Should().BeTrue();

        await using var db = node.Open(_org);
        (await db.Set<AuditEntry>().Select(x => x.Action + " " + x.ObjectName).ToListAsync()).Should().Equal("platform.outbox.redelivered recall:1");
    }

    [Fact]
    public async Task A_node_that_stops_gives_its_messages_back_at_once()
    {
        var time = new ManualTime();
        _receiver.Behaviour = _ => Answer.Hang;
        var stopping = await StartAsync(time);
        var id = await PublishAsync(stopping, "recall:1", "handed over");
        await Eventually.IsTrueAsync(() => _receiver.Seen.Count == 1, time, TimeSpan.FromMilliseconds(10));
        await stopping.StopAsync();
        await stopping.DisposeAsync();

        _receiver.Behaviour = _ => Answer.Accept;
        await using var node = await StartAsync(time);
        // Time stands still: whoever had to wait for the lease would wait for ever.
        (await SentAsync(node, id)).Tries.Should().Be(0);
    }

    private async Task<Node> StartAsync(TimeProvider? time = null) => await Database.StartNodeAsync(Sending, time);

    private void Sending(IServiceCollection services) => services.AddSingleton(_receiver).AddOutboxHandler<HttpSender>();

    private async Task<long> PublishAsync(Node node, string aggregate, string text)
    {
        await using var db = node.Open(_org);
        var message = db.Publish(HttpSender.Topic, aggregate, text);
        await db.SaveChangesAsync();
        return message.Id;
    }

    private async Task<OutboxMessage> ReadAsync(Node node, long id)
    {
        await using var db = node.Open(_org);
        return await db.Set<OutboxMessage>().AsNoTracking().SingleAsync(x => x.Id == id);
    }

    private Task<OutboxMessage> SentAsync(Node node, long id, ManualTime? time = null, TimeSpan? step = null) =>
        Eventually.GetAsync(() => ReadAsync(node, id), message => message.SentAt is not null, time, step);

    private Actor Person(params Permission[] permissions) => new()
    {
        Kind = ActorKind.Person,
        OrgId = _org,
        UserId = 1,
        Name = "张三",
        Permissions = permissions.Select(permission => permission.Code).ToHashSet(),
    };

    private sealed class Remembering(ConcurrentQueue<Guid> seen) : IOutboxHandler
    {
        public static string Topic => AcceptingReceiver.Topic;

        public Task SendAsync(OutboxDelivery message, CancellationToken ct)
        {
            seen.Enqueue(message.MessageId);
            return Task.CompletedTask;
        }
    }

    private sealed class Deaf : IOutboxHandler
    {
        public static string Topic => HttpSender.Topic;

        public Task SendAsync(OutboxDelivery message, CancellationToken ct) => new TaskCompletionSource().Task;
    }
}
