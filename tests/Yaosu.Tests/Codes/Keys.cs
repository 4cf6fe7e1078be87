using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.DataProtection;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Codes;

/// <summary>What protects the keys in a database; all nodes of it share that, and so do all tests of a class.</summary>
internal static class Keys
{
    private static readonly ConditionalWeakTable<TestDatabase, IDataProtectionProvider> Providers = new();

    internal static IDataProtectionProvider Of(TestDatabase database) => Providers.GetValue(database, _ => new EphemeralDataProtectionProvider());
}
