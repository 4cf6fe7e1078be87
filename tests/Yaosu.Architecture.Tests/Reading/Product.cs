using System.Reflection;
using Yaosu.Platform.Data;
using Yaosu.Server;

namespace Yaosu.Architecture.Tests.Reading;

/// <summary>The product's assemblies. Modules are found by their folders, so that a new one is looked at without anybody remembering.</summary>
internal static class Product
{
    public static Assembly Kernel { get; } = typeof(Actor).Assembly;

    public static Assembly Platform { get; } = typeof(AppDb).Assembly;

    public static Assembly Server { get; } = typeof(ProductModules).Assembly;

    public static IReadOnlyList<Assembly> Modules { get; } =
    [
        .. Repository.Files("src/Modules").Where(file => file.EndsWith(".csproj", StringComparison.Ordinal)).Select(file => Assembly.Load(Path.GetFileNameWithoutExtension(file))),
    ];

    public static IReadOnlyList<Assembly> All { get; } =
    [
        .. Repository.Files("src").Where(file => file.EndsWith(".csproj", StringComparison.Ordinal))
            .Select(Path.GetFileNameWithoutExtension)
            .Where(name => name!.StartsWith("Yaosu.", StringComparison.Ordinal))
            .Select(name => Assembly.Load(name!)),
    ];

    public static IEnumerable<Type> Types => All.SelectMany(assembly => assembly.GetTypes());

    public static Assembly Plants { get; } = typeof(Product).Assembly;

    /// <summary>Without the compiler's own: closures, state machines.</summary>
    public static bool IsWritten(this Type type) => !type.IsDefined(typeof(System.Runtime.CompilerServices.CompilerGeneratedAttribute), false) && !type.Name.Contains('<');
}
