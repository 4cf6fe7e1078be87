using System.Net;

namespace Yaosu.Platform.Api;

/// <summary>Knows whose a key is.</summary>
public interface IApiActors
{
    /// <returns>The program that came with this secret, with the rights it has now; refused when the secret is unknown, over, revoked or came from elsewhere.</returns>
    ValueTask<Outcome<Actor>> FindAsync(string secret, IPAddress? address, CancellationToken ct = default);
}
