using System.Net;
using System.Net.Sockets;

namespace Yaosu.Platform.Security;

public static class ClientAddress
{
    /// <summary>What counts as one asker: an IPv4 address, or the /64 of an IPv6 address, because whoever has one such address has all of its 2⁶⁴ neighbours.</summary>
    public static string Household(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily == AddressFamily.InterNetwork)
            return address.ToString();
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return $"{new IPAddress(bytes)}/64";
    }
}
