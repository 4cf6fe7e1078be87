namespace Yaosu.Platform.Access;

/// <summary>Finds people outside a request: jobs act for whoever asked for them.</summary>
public interface IActorDirectory
{
    /// <returns>The person with the rights he has now; null when he is gone or his account is disabled.</returns>
    ValueTask<Actor?> FindAsync(long orgId, long userId, CancellationToken ct = default);
}
