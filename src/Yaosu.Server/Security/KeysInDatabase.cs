using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;
using Yaosu.Platform.Security;

namespace Yaosu.Server.Security;

/// <summary>Every node reads the same keys, so a cookie made by one is good at the other.</summary>
internal sealed class KeysInDatabase(DataProtectionKeys keys) : IConfigureOptions<KeyManagementOptions>
{
    public void Configure(KeyManagementOptions options) => options.XmlRepository = keys;
}
