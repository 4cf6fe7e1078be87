using Yaosu.Orgs.People;

namespace Yaosu.Orgs.Certificates;

/// <summary>Department and roles of an old certificate; those of a new one are set in 组织架构.</summary>
public sealed class PlaceCertificate(ChangePerson change)
{
    /// <param name="version">Of the account.</param>
    public async Task<Outcome> RunAsync(Actor actor, long userId, int version, PersonDetails wanted, CancellationToken ct = default) =>
        actor.Lacks(OrgsPermissions.ManageCertificates) is { } refusal ? refusal : await change.OfOldCertificateAsync(actor, userId, version, wanted, ct);

    public Task<Outcome<ChangePerson.Person>> FindAsync(Actor actor, long userId, CancellationToken ct = default) => change.FindOldCertificateAsync(actor, userId, ct);
}
