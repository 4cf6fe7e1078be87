namespace Yaosu.Platform.Sms;

/// <summary>Hands a message to whoever brings it to the phone.</summary>
public interface ISmsSender
{
    /// <returns>Accepted; or a refusal when it wasn't, or nobody can know, and it must not be sent again.</returns>
    /// <exception cref="SmsNotSentException">Nothing has reached the provider, so trying again is safe.</exception>
    Task<Outcome<SmsReceipt>> SendAsync(SmsToSend sms, CancellationToken ct);
}

/// <param name="Id">Says to the provider which message this is.</param>
public sealed record SmsToSend(Guid Id, SmsKind Kind, MobileNumber To, IReadOnlyDictionary<string, string> Values);

/// <param name="Id">The provider's own name for it; null when it gave none.</param>
/// <param name="KeptText">What operators may read; null when nobody may.</param>
public sealed record SmsReceipt(string? Id, string? KeptText = null);

public sealed class SmsNotSentException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>The default: nothing leaves the machine, the platform's operators read the texts instead.</summary>
internal sealed class LocalSmsOutbox : ISmsSender
{
    public Task<Outcome<SmsReceipt>> SendAsync(SmsToSend sms, CancellationToken ct) =>
        Task.FromResult<Outcome<SmsReceipt>>(new SmsReceipt(null, sms.Kind.Say(sms.Values)));
}
