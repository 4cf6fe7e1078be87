using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;

namespace Yaosu.Architecture.Tests.Plants;

[Route("/plants/nobody")]
public sealed class PageOfNobody : ComponentBase;

[Route("/plants/everyone")]
[Authorize]
public sealed class PageOfEveryone : ComponentBase;

[Route("/plants/unknown")]
[Authorize(Policy = "plants.unknown")]
public sealed class PageWithUnknownPermission : ComponentBase;

public sealed class ActsForAnybody
{
    public Task<Outcome> RunAsync(long id) => Task.FromResult(id > 0 ? Outcome.Done : default);
}

public sealed class ActsForActor
{
    public Task<Outcome> RunAsync(Actor actor, long id) => Task.FromResult(actor.OrgId == id ? Outcome.Done : default);
}
