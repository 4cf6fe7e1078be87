using Yaosu.Benchmarks.Support;
using Yaosu.Server;

namespace Yaosu.Benchmarks;

/// <summary>
/// What asking an actor for a permission costs, as every use case, page and line of the menu does: half of the answers are yes. Goal: <c>ns_per_check</c> ≤ 200.
/// Compared with what can't be done without, finding a code in a set.
/// </summary>
internal sealed class PermissionBenchmark : IBenchmark
{
    private const int Turns = 5;

    private static readonly int Checks = Size.Of(20_000_000, atLeast: 100_000);

    public string Name => "permission";

    public string What => "asking an actor for a permission";

    public Task RunAsync(Report report, CancellationToken cancellation)
    {
        var permissions = ProductModules.All.Permissions;
        var held = permissions.Where((_, i) => i % 2 == 0).Select(permission => permission.Code).ToHashSet(StringComparer.Ordinal);
        var actor = new Actor
        {
            Kind = ActorKind.Person,
            OrgId = 1,
            UserId = 1,
            Name = "示例",
            Permissions = held,
            ClosedPages = permissions.Where((_, i) => i % 10 == 0).DistinctBy(permission => permission.Page).ToDictionary(permission => permission.Page, _ => "示例服务包"),
        };
        var (checks, lookups) = (new List<double>(), new List<double>());
        for (var turn = -1; turn < Turns; turn++)
        {
            var (ours, bare) = (Time(permission => actor.May(permission)), Time(permission => held.Contains(permission.Code)));
            // The first turn is for the compilers.
            if (turn < 0)
                continue;
            checks.Add(ours);
            lookups.Add(bare);
        }
        report.Add("permissions", permissions.Count);
        report.Add("ns_per_check", checks.Median(), "ns");
        report.Add("ns_per_set_lookup", lookups.Median(), "ns");
        report.Add("ratio_to_set_lookup", checks.Median() / lookups.Median());
        return Task.CompletedTask;

        double Time(Func<Permission, bool> ask)
        {
            var (yes, at) = (0, 0);
            var start = TimeProvider.System.GetTimestamp();
            for (var i = 0; i < Checks; i++)
            {
                yes += ask(permissions[at]) ? 1 : 0;
                at = at + 1 == permissions.Count ? 0 : at + 1;
            }
            var took = TimeProvider.System.GetElapsedTime(start).TotalNanoseconds / Checks;
            if (yes == 0 || yes == Checks)
                throw new InvalidOperationException("All answers are the same.");
            return took;
        }
    }
}
