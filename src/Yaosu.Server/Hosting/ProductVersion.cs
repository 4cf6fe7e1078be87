using System.Reflection;

namespace Yaosu.Server.Hosting;

internal static class ProductVersion
{
    /// <summary>Such as 1.0.0, and the commit where the build knows it.</summary>
    internal static string Text { get; } = typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
}
