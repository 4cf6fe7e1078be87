using Yaosu.Batches;
using Yaosu.Codes;
using Yaosu.Downloads;
using Yaosu.Drugs;
using Yaosu.Help;
using Yaosu.Orgs;
using Yaosu.Platform;
using Yaosu.Platform.Modules;
using Yaosu.Scans;

namespace Yaosu.Server;

/// <summary>What this product is made of: one line per module. The host, the migrations tool and the tests read it here.</summary>
public static class ProductModules
{
    public static ModuleList All { get; } = new(
    [
        new PlatformModule(),
        new OrgsModule(),
        new DrugsModule(),
        new CodesModule(),
        new BatchesModule(),
        new ScansModule(),
        new DownloadsModule(),
        new HelpModule(),
    ]);

    /// <summary>Where the router finds pages.</summary>
    public static IEnumerable<System.Reflection.Assembly> PageAssemblies => All.All.Select(module => module.GetType().Assembly).Distinct();
}
