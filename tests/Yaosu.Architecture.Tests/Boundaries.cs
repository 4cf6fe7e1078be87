using System.Reflection;
using Yaosu.Architecture.Tests.Reading;

namespace Yaosu.Architecture.Tests;

/// <summary>Who may know whom (docs/adr/0001). Project references hold most of it; what they can't hold is here.</summary>
public sealed class Boundaries
{
    /// <summary>A module may use the other's Contracts. Whatever is not here is not allowed; the list must stay without a cycle.</summary>
    private static readonly (string From, string To)[] Arrows =
    [
        ("Yaosu.Downloads", "Yaosu.Orgs"),
        ("Yaosu.Codes", "Yaosu.Drugs"), ("Yaosu.Codes", "Yaosu.Orgs"),
        ("Yaosu.Batches", "Yaosu.Codes"), ("Yaosu.Batches", "Yaosu.Drugs"),
        ("Yaosu.Scans", "Yaosu.Batches"), ("Yaosu.Scans", "Yaosu.Codes"), ("Yaosu.Scans", "Yaosu.Drugs"), ("Yaosu.Scans", "Yaosu.Orgs"),
    ];

    public static TheoryData<string> Modules() => [.. Product.Modules.Select(x => x.GetName().Name!)];

    [Theory]
    [MemberData(nameof(Modules))]
    public void A_module_uses_another_only_through_its_contracts_and_along_an_arrow(string module) =>
        Trespasses(Assembly.Load(module), Arrows).Should().BeEmpty();

    [Fact]
    public void A_module_that_reaches_into_another_is_caught()
    {
        _ = typeof(Plants.ReachesIntoOrgs);
        var plants = Product.Plants.GetName().Name!;
        Trespasses(Product.Plants, [(plants, "Yaosu.Orgs")]).Should().Contain("Yaosu.Orgs.Account.User is not a contract of Yaosu.Orgs");
        Trespasses(Product.Plants, []).Should().Contain($"{plants} may not use Yaosu.Orgs");
    }

    [Fact]
    public void The_arrows_between_modules_run_in_no_circle()
    {
        Circles(Arrows).Should().BeEmpty();
        Circles([("A", "B"), ("B", "C"), ("C", "A"), ("D", "A")]).Should().BeEquivalentTo("A", "B", "C");
    }

    [Fact]
    public void Each_layer_knows_only_those_below_it()
    {
        var modules = Product.Modules.Select(x => x.GetName().Name!).ToList();
        modules.Should().Contain("Yaosu.Orgs");
        Unknown(Product.Kernel, []).Should().BeEmpty();
        Unknown(Product.Platform, ["Yaosu.Kernel"]).Should().BeEmpty();
        foreach (var engine in Product.All.Where(x => x.GetName().Name!.StartsWith("Yaosu.Data.", StringComparison.Ordinal)))
            Unknown(engine, ["Yaosu.Kernel", "Yaosu.Platform"]).Should().BeEmpty("{0} is a database engine", engine.GetName().Name);
        foreach (var module in Product.Modules)
            Unknown(module, ["Yaosu.Kernel", "Yaosu.Platform", .. modules]).Should().BeEmpty("{0} is a module", module.GetName().Name);

        Unknown(Product.Plants, ["Yaosu.Kernel", "Yaosu.Platform", .. modules]).Should().Contain("Yaosu.Server", "these tests do refer to the host");
    }

    private static List<string> Trespasses(Assembly module, (string From, string To)[] arrows)
    {
        var name = module.GetName().Name!;
        var others = Product.Modules.Select(x => x.GetName().Name!).Where(x => x != name).ToHashSet(StringComparer.Ordinal);
        var found = new List<string>();
        foreach (var used in Il.TypesUsed(module).Where(x => others.Contains(x.Assembly)))
        {
            if (!arrows.Contains((name, used.Assembly)))
                found.Add($"{name} may not use {used.Assembly}");
            else if (used.Namespace != used.Assembly + ".Contracts")
                found.Add($"{used.Namespace}.{used.Name} is not a contract of {used.Assembly}");
        }
        return found;
    }

    private static IEnumerable<string> Unknown(Assembly assembly, string[] known) =>
        assembly.GetReferencedAssemblies().Select(x => x.Name!).Where(x => x.StartsWith("Yaosu", StringComparison.Ordinal)).Except(known);

    private static IEnumerable<string> Circles(IReadOnlyCollection<(string From, string To)> arrows)
    {
        HashSet<string> From(string start)
        {
            var reached = new HashSet<string>(StringComparer.Ordinal);
            var waiting = new Stack<string>([start]);
            while (waiting.TryPop(out var at))
                foreach (var (_, to) in arrows.Where(x => x.From == at))
                    if (reached.Add(to))
                        waiting.Push(to);
            return reached;
        }
        return arrows.Select(x => x.From).Distinct().Where(module => From(module).Contains(module));
    }
}
