using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Yaosu.Platform.Background;
using Yaosu.Platform.Outbox;
using Yaosu.Platform.Sms;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Platform.Sms;

public sealed class SmsTests : IClassFixture<TestDatabase>
{
    private static readonly SmsKind Code = new("test.code", "验证码", "您的验证码是 {code}，5 分钟内有效。", TimeSpan.FromMinutes(5));
    private static readonly SmsKind Result = new("test.result", "审核结果", "{name} 的申请已通过。", TimeSpan.FromDays(1));

    private static long _numbers = 13_800_000_000;
    private static long _orgs = 9_500;

    private readonly TestDatabase _database;
    private readonly SmsOptions _options = new();
    private readonly PlannedSender _sender = new();
    private readonly QueueSms _queue;
    private readonly MobileNumber _number = MobileNumber.Parse($"{Interlocked.Add(ref _numbers, 10_001)}").Value;
    private readonly long _org = Interlocked.Increment(ref _orgs);

    public SmsTests(TestDatabase database)
    {
        _database = database;
        _queue = new(new EphemeralDataProtectionProvider(), Options.Create(_options));
    }

    [Fact]
    public async Task A_message_is_kept_with_the_change_and_hides_the_number_and_the_code()
    {
        var id = (await AddAsync()).Value;
        var sms = await ReadAsync(id);
        sms.Should().BeEquivalentTo(new { OrgId = _org, Kind = "test.code", MaskedNumber = _number.Masked, State = SmsState.Waiting, Text = (string?)null });
        (sms.ProtectedNumber + sms.ProtectedValues + (await MessageAsync(id)).PayloadJson).Should().NotContain(_number.Digits).And.NotContain("042137");
        _sender.Sent.Should().BeEmpty();
    }

    [Fact]
    public async Task A_change_that_is_not_committed_sends_nothing()
    {
        await using var db = _database.OpenSystem(_org);
        var change = () => db.InTransactionAsync(async () =>
        {
            (await _queue.AddAsync(db, Code, _number, Values)).IsDone.Should().BeTrue();
            await db.SaveChangesAsync();
            throw new InvalidOperationException("the change fails");
        });
        await change.Should().ThrowAsync<InvalidOperationException>();
        await using var after = _database.OpenSystem(_org);
        (await after.Set<SmsMessage>().AnyAsync() || await after.Set<OutboxMessage>().AnyAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task An_accepted_message_is_sent_once_and_its_code_forgotten()
    {
        var id = (await AddAsync()).Value;
        await DeliverAsync(id);
        await DeliverAsync(id);

        var sent = _sender.Sent.Should().ContainSingle().Subject;
        sent.Should().BeEquivalentTo(new { Id = (await MessageAsync(id)).MessageId, Kind = Code, To = _number, Values });
        (await ReadAsync(id)).Should().BeEquivalentTo(new { State = SmsState.Sent, Receipt = "r-1", Text = (string?)null, ProtectedValues = (string?)null, SentAt = _database.Time.UtcNow() });
    }

    [Fact]
    public async Task The_local_outbox_keeps_what_it_would_have_said()
    {
        var id = (await AddAsync()).Value;
        await DeliverAsync(id, new LocalSmsOutbox());
        (await ReadAsync(id)).Should().BeEquivalentTo(new { State = SmsState.Sent, Text = "您的验证码是 042137，5 分钟内有效。", ProtectedValues = (string?)null });
    }

    [Fact]
    public async Task What_did_not_reach_the_provider_is_tried_again_until_it_is_too_old()
    {
        var id = (await AddAsync()).Value;
        _sender.Answer = _ => throw new SmsNotSentException("连接不上短信服务。");
        var deliver = () => DeliverAsync(id);
        await deliver.Should().ThrowAsync<SmsNotSentException>();
        (await ReadAsync(id)).State.Should().Be(SmsState.Waiting);

        _database.Time.Advance(TimeSpan.FromMinutes(6));
        await deliver();
        (await ReadAsync(id)).Should().BeEquivalentTo(new { State = SmsState.Failed, Error = SmsRefusals.TooLate.Text, ProtectedValues = (string?)null });
    }

    [Fact]
    public async Task A_refusal_is_final()
    {
        var id = (await AddAsync()).Value;
        _sender.Answer = _ => SmsRefusals.NumberRejected;
        await DeliverAsync(id);
        _sender.Answer = _ => new SmsReceipt("r-2");
        await DeliverAsync(id);
        (await ReadAsync(id)).Should().BeEquivalentTo(new { State = SmsState.Failed, Error = SmsRefusals.NumberRejected.Text });
        _sender.Sent.Should().ContainSingle();
    }

    [Fact]
    public async Task What_was_on_its_way_when_its_node_died_is_not_sent_twice()
    {
        var id = (await AddAsync()).Value;
        _sender.Answer = _ => throw new InvalidOperationException("the node dies");
        var deliver = () => DeliverAsync(id);
        await deliver.Should().ThrowAsync<InvalidOperationException>();
        (await ReadAsync(id)).State.Should().Be(SmsState.Sending);

        await deliver();
        (await ReadAsync(id)).Should().BeEquivalentTo(new { State = SmsState.Failed, Error = SmsRefusals.Unclear.Text });
        _sender.Sent.Should().ContainSingle();
    }

    [Fact]
    public async Task One_number_gets_one_message_a_minute_five_an_hour_and_ten_a_day()
    {
        (await AddAsync()).IsDone.Should().BeTrue();
        (await AddAsync()).Refusal.Should().Be(SmsRefusals.WaitAMinute);
        for (var i = 0; i < 4; i++)
        {
            _database.Time.Advance(TimeSpan.FromSeconds(61));
            (await AddAsync(i % 2 == 0 ? Code : Result)).IsDone.Should().BeTrue();
        }
        _database.Time.Advance(TimeSpan.FromSeconds(61));
        (await AddAsync()).Refusal.Should().Be(SmsRefusals.WaitAnHour);
        for (var i = 0; i < 5; i++)
        {
            _database.Time.Advance(TimeSpan.FromMinutes(61));
            (await AddAsync()).IsDone.Should().BeTrue();
        }
        _database.Time.Advance(TimeSpan.FromMinutes(61));
        (await AddAsync()).Refusal.Should().Be(SmsRefusals.WaitADay);
        _database.Time.Advance(TimeSpan.FromDays(1));
        (await AddAsync()).IsDone.Should().BeTrue();
    }

    [Fact]
    public async Task Limits_hold_across_enterprises_and_not_for_a_number_with_the_same_mask()
    {
        (await AddAsync()).IsDone.Should().BeTrue();
        (await AddAsync(org: _org + 1_000)).Refusal.Should().Be(SmsRefusals.WaitAMinute);
        var alike = MobileNumber.Parse(_number.Digits[..3] + (_number.Digits[3] == '9' ? '0' : '9') + _number.Digits[4..]).Value;
        alike.Masked.Should().Be(_number.Masked);
        (await AddAsync(to: alike)).IsDone.Should().BeTrue();
    }

    [Fact]
    public async Task A_kind_may_have_tighter_limits()
    {
        _options.KindLimits["test.code"] = new() { PerHour = 1 };
        (await AddAsync()).IsDone.Should().BeTrue();
        _database.Time.Advance(TimeSpan.FromMinutes(2));
        (await AddAsync()).Refusal.Should().Be(SmsRefusals.WaitAnHour);
        (await AddAsync(Result)).IsDone.Should().BeTrue();
    }

    private static IReadOnlyDictionary<string, string> Values { get; } = new Dictionary<string, string> { ["code"] = "042137" };

    private async Task<Outcome<long>> AddAsync(SmsKind? kind = null, MobileNumber? to = null, long? org = null)
    {
        await using var db = _database.OpenSystem(org ?? _org);
        var added = await _queue.AddAsync(db, kind ?? Code, to ?? _number, Values);
        if (!added.IsDone)
            return added.Refusal!;
        await db.SaveChangesAsync();
        return db.ChangeTracker.Entries<SmsMessage>().Single().Entity.Id;
    }

    private async Task DeliverAsync(long id, ISmsSender? sender = null)
    {
        var message = await MessageAsync(id);
        await new SmsDelivery(_database.Databases, sender ?? _sender, _queue, [Code, Result], NullLogger<SmsDelivery>.Instance).SendAsync(
            new(_org, message.MessageId, message.Topic, message.AggregateKey, message.Sequence, message.PayloadJson, message.CreatedAt, 1), TestContext.Current.CancellationToken);
    }

    private async Task<OutboxMessage> MessageAsync(long id)
    {
        await using var db = _database.OpenSystem(_org);
        var message = await db.Set<OutboxMessage>().AsNoTracking().SingleAsync(x => x.AggregateKey == $"sms:{id}");
        StoredJson.Read<SmsDelivery.Payload>(message.PayloadJson).SmsId.Should().Be(id);
        return message;
    }

    private async Task<SmsMessage> ReadAsync(long id)
    {
        await using var db = _database.OpenSystem(_org);
        return await db.Set<SmsMessage>().AsNoTracking().SingleAsync(x => x.Id == id);
    }

    private sealed class PlannedSender : ISmsSender
    {
        public List<SmsToSend> Sent { get; } = [];

        public Func<SmsToSend, Outcome<SmsReceipt>> Answer { get; set; } = _ => new SmsReceipt("r-1");

        public Task<Outcome<SmsReceipt>> SendAsync(SmsToSend sms, CancellationToken ct)
        {
            Sent.Add(sms);
            return Task.FromResult(Answer(sms));
        }
    }
}
