using Microsoft.Extensions.DependencyInjection;
using Yaosu.Demo.Scenes;

namespace Yaosu.Demo;

/// <summary>One invented world for first start, tests and end-to-end runs. Every name in it is made up and says so.</summary>
public static class DemoWorld
{
    public sealed record Login(string Name, string Who);

    public static IReadOnlyList<Login> Logins => [.. DrugMakerAtWork.Logins, PlatformAtWork.Login, PlatformAtWork.ChainLogin, PlatformAtWork.StoresLogin];

    public static async Task SeedAsync(IServiceProvider services, string password, CancellationToken ct = default)
    {
        var scene = ActivatorUtilities.CreateInstance<DrugMakerAtWork>(services);
        await scene.SeedAsync(password, ct);
        await ActivatorUtilities.CreateInstance<PlatformAtWork>(services).SeedAsync(password, ct);
    }
}
