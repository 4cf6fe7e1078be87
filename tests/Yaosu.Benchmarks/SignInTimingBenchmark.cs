using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Yaosu.Benchmarks.Support;
using Yaosu.Orgs.Enterprises;
using Yaosu.Orgs.SignIn;
using Yaosu.Server;

namespace Yaosu.Benchmarks;

/// <summary>
/// T-06: how long a wrong password takes for a name that somebody has and for one that nobody has, in turns, each try under a fresh lock. Goal: the medians differ by
/// less than a tenth (<c>ratio_known_to_unknown</c> between 0.9 and 1.1), so that waiting tells nothing about which names there are.
/// </summary>
internal sealed class SignInTimingBenchmark : IBenchmark
{
    private static readonly int Samples = Size.Of(200, atLeast: 5);

    public string Name => "sign-in-timing";

    public string What => "a wrong password for a known and an unknown name, 200 times each";

    public async Task RunAsync(Report report, CancellationToken cancellation)
    {
        await using var database = await TemporaryDatabase.StartAsync(cancellation);
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddSingleton(ProductModules.All).AddSingleton(database.Databases);
        services.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();
        foreach (var module in ProductModules.All.All)
            module.AddServices(services);
        services.AddOptions();
        services.AddSingleton<Microsoft.Extensions.Configuration.IConfiguration>(new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build());
        await using var provider = services.BuildServiceProvider();
        var (signIn, throttle) = (provider.GetRequiredService<SignInWithPassword>(), provider.GetRequiredService<SignInThrottle>());
        await new OpenEnterprise(database.Databases).RunAsync(new("示例企业", OrgKind.Manufacturer, "91BENCH0000000001"), new("known_name", "主账号", "一个足够长的密码", MustChangePassword: false), cancellation);

        var (known, unknown) = (new List<double>(), new List<double>());
        for (var turn = -3; turn < Samples; turn++)
        {
            var (one, other) = (await TimeAsync("known_name"), await TimeAsync("nobody_name"));
            // The first turns are for the compilers.
            if (turn < 0)
                continue;
            known.Add(one);
            unknown.Add(other);
        }
        report.Add("samples", Samples);
        report.Add("known_ms", known.Median(), "ms");
        report.Add("unknown_ms", unknown.Median(), "ms");
        report.Add("ratio_known_to_unknown", known.Median() / unknown.Median());

        async Task<double> TimeAsync(string name)
        {
            var start = TimeProvider.System.GetTimestamp();
            var answer = await signIn.RunAsync(name, "a wrong password", null, null, cancellation);
            var took = TimeProvider.System.GetElapsedTime(start).TotalMilliseconds;
            if (answer.IsDone)
                throw new InvalidOperationException("A wrong password signed in.");
            throttle.Succeeded(name);
            return took;
        }
    }
}
