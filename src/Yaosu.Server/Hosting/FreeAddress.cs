using System.Net;
using System.Net.Sockets;
using Yaosu.Platform.Hosting;

namespace Yaosu.Server.Hosting;

internal static class FreeAddress
{
    /// <summary>An occupied port is said at once, before a database is started or a first password is made for nothing.</summary>
    internal static void Check(IConfiguration settings)
    {
        foreach (var url in (settings["Urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            if (Parse(url) is { Port: > 0 } address && !address.IsUnixPipe && IsTaken(address))
                throw Taken(settings);
    }

    internal static StartRefusedException Taken(IConfiguration settings) =>
        new($"地址 {settings["Urls"]} 已被其他程序占用：请停掉占用它的程序，或用 --urls 或配置项 Urls 换一个端口，例如 --urls http://localhost:5081。");

    private static BindingAddress Parse(string url)
    {
        try
        {
            return BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            throw new StartRefusedException($"配置项 Urls 的值“{url}”不是网址：请写成 http://localhost:5080 这样的形式。");
        }
    }

    private static bool IsTaken(BindingAddress address)
    {
        var ip = IPAddress.TryParse(address.Host.Trim('[', ']'), out var given) ? given : address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback : IPAddress.Any;
        try
        {
            using var socket = new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(ip, address.Port));
            return false;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode == SocketError.AddressAlreadyInUse;
        }
    }
}
