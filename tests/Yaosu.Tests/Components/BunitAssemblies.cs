using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Yaosu.Tests.Components;

/// <summary>bUnit asks for a version of its diffing library that isn't the one beside it; any version does for rendering and querying.</summary>
internal static class BunitAssemblies
{
    private const string Diffing = "AngleSharp.Diffing";

    [ModuleInitializer]
    internal static void Resolve() => AssemblyLoadContext.Default.Resolving += (context, name) =>
        name.Name == Diffing ? context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, Diffing + ".dll")) : null;
}
