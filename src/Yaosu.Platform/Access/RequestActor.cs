namespace Yaosu.Platform.Access;

/// <summary>Who sent this HTTP request; an endpoint's counterpart of <see cref="ICurrentActor"/>. Set by the host before endpoints run.</summary>
public sealed class RequestActor
{
    private Actor? _actor;

    /// <exception cref="NotSignedInException">Nobody is signed in.</exception>
    public Actor Actor => _actor ?? throw new NotSignedInException();

    public bool IsSignedIn => _actor is not null;

    public void Set(Actor actor) => _actor = actor;
}
