using System.Runtime.CompilerServices;
using Bunit;

namespace Yaosu.Tests.Support;

internal static class Patience
{
    /// <summary>A wait ends as soon as what it waits for is there; on a busy machine that may take longer than bUnit's second.</summary>
    [ModuleInitializer]
    internal static void Wait() => BunitContext.DefaultWaitTimeout = TimeSpan.FromSeconds(30);
}
