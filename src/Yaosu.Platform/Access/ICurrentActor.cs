namespace Yaosu.Platform.Access;

/// <summary>Who sits before this circuit or sent this request. Rights are read afresh, not taken from the cookie.</summary>
public interface ICurrentActor
{
    /// <exception cref="NotSignedInException">Nobody is signed in, or the session has ended.</exception>
    ValueTask<Actor> GetAsync(CancellationToken ct = default);
}

public sealed class NotSignedInException() : Exception("登录已失效，请重新登录。");
