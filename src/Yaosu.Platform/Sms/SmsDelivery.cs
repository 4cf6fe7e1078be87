using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Yaosu.Platform.Data;
using Yaosu.Platform.Outbox;

namespace Yaosu.Platform.Sms;

/// <summary>Sends a committed message at most once: the outbox would rather twice than never, but two codes on one phone help nobody.</summary>
internal sealed class SmsDelivery(AppDbFactory databases, ISmsSender sender, QueueSms queue, IEnumerable<SmsKind> kinds, ILogger<SmsDelivery> log) : IOutboxHandler
{
    internal const string TopicName = "platform.sms";

    public static string Topic => TopicName;

    internal sealed record Payload(long SmsId);

    public async Task SendAsync(OutboxDelivery message, CancellationToken ct)
    {
        var id = message.Payload<Payload>().SmsId;
        await using var db = databases.Open(Actor.System(message.OrgId));
        if (await db.Set<SmsMessage>().SingleOrDefaultAsync(x => x.Id == id, ct) is not { State: SmsState.Waiting or SmsState.Sending } sms)
            return;
        if (sms.State == SmsState.Sending)
        {
            await EndAsync(db, sms, SmsRefusals.Unclear);
            return;
        }
        if (kinds.FirstOrDefault(kind => kind.Code == sms.Kind) is not { } kind || db.Time.UtcNow() - sms.At > kind.GoodFor)
        {
            await EndAsync(db, sms, SmsRefusals.TooLate);
            return;
        }
        var to = new SmsToSend(message.MessageId, kind, queue.NumberOf(sms), queue.ValuesOf(sms));
        sms.Begin();
        await db.SaveChangesAsync(ct);
        try
        {
            var outcome = await sender.SendAsync(to, ct);
            if (!outcome.TryGet(out var receipt))
            {
                await EndAsync(db, sms, outcome.Refusal!);
                return;
            }
            sms.Sent(receipt, db.Time.UtcNow());
            await db.SaveChangesAsync(CancellationToken.None);
        }
        catch (SmsNotSentException)
        {
            sms.PutBack();
            await db.SaveChangesAsync(CancellationToken.None);
            throw;
        }
    }

    private async Task EndAsync(AppDb db, SmsMessage sms, Refusal why)
    {
        sms.Fail(why);
        await db.SaveChangesAsync(CancellationToken.None);
        log.LogWarning("Message {SmsId} of {OrgId} to {Number} was not sent: {Reason}", sms.Id, sms.OrgId, sms.MaskedNumber, why.Code);
    }
}
