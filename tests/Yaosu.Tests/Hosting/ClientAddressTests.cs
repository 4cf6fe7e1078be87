using System.Net;
using Yaosu.Platform.Security;

namespace Yaosu.Tests.Hosting;

public sealed class ClientAddressTests
{
    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:3::1", "2001:db8:1:3::/64")]
    public void The_neighbours_of_an_IPv6_address_are_one_asker(string address, string household) =>
        ClientAddress.Household(IPAddress.Parse(address)).Should().Be(household);
}
