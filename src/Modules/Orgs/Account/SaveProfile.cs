using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.SignIn;
using Yaosu.Platform.Data;

namespace Yaosu.Orgs.Account;

/// <summary>Everyone may change his own name, phone, e-mail, title and picture; nothing else of the account.</summary>
public sealed partial class SaveProfile(AppDbFactory databases, SignInThrottle throttle)
{
    public const string Topic = "orgs.profile";

    /// <param name="CurrentPassword">Asked for with another phone: a phone signs in and sets a new password, so whoever finds a console open must not put in his own.</param>
    public sealed record Changes(int Version, string Name, string? Phone, string? Email, string? Title, string? CurrentPassword = null);

    public async Task<Outcome> RunAsync(Actor actor, Changes changes, CancellationToken ct = default)
    {
        var clean = changes with { Name = StoredText.Clean(changes.Name.Trim()), Phone = Blank(changes.Phone), Email = Blank(changes.Email), Title = Blank(changes.Title) };
        if (Check(clean) is { Count: > 0 } refusals)
            return Outcome.Refused(refusals);

        await using var db = databases.Open(actor);
        var user = await db.Set<User>().SingleAsync(x => x.Id == actor.UserId, ct);
        if (user.Version != changes.Version)
            return OrgsRefusals.ProfileChangedMeanwhile;
        if (user.Certificate is null && user.Phone != clean.Phone && await IsHimselfAsync(user, changes.CurrentPassword ?? "", ct) is { } doubt)
            return doubt;
        (user.Name, user.Phone, user.Email, user.Title) = (clean.Name, clean.Phone, clean.Email, clean.Title);
        await SignInPhone.FollowAsync(db, user, ct);
        if (!db.ChangeTracker.HasChanges())
            return Outcome.Done;
        db.Record(OrgsActions.ProfileChanged, user);
        db.Touch(Topic);
        return await db.TrySaveAsync(OrgsRefusals.ProfileChangedMeanwhile, duplicate: OrgsRefusals.ProfileChangedMeanwhile, ct: ct);
    }

    private async Task<Refusal?> IsHimselfAsync(User user, string password, CancellationToken ct)
    {
        if (password.Length == 0)
            return OrgsRefusals.PasswordForPhone;
        var guesses = $"password of {user.Id}";
        if (!throttle.TryBegin(guesses))
            return OrgsRefusals.TooManyTries;
        if (password.Length > PasswordRules.MaxLength || !await Task.Run(() => Passwords.Check(password, user.PasswordHash), ct))
            return OrgsRefusals.WrongCurrentPassword;
        throttle.Succeeded(guesses);
        return null;
    }

    private static List<Refusal> Check(Changes changes)
    {
        var refusals = new List<Refusal>();
        if (changes.Name.Length == 0)
            refusals.Add(OrgsRefusals.NameRequired);
        if (changes.Name.Length > User.NameLength)
            refusals.Add(OrgsRefusals.NameTooLong);
        if (changes.Phone is { } phone && !Phone().IsMatch(phone))
            refusals.Add(OrgsRefusals.PhoneInvalid);
        if (changes.Email is { } email && (email.Length > 200 || !Email().IsMatch(email)))
            refusals.Add(OrgsRefusals.EmailInvalid);
        if (changes.Title is { Length: > User.TitleLength })
            refusals.Add(OrgsRefusals.TitleTooLong);
        return refusals;
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : StoredText.Clean(text.Trim());

    [GeneratedRegex(@"^1\d{10}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Phone();

    [GeneratedRegex(@"^[^@\s]+@[^@\s]+\.[^@\s.]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Email();
}
