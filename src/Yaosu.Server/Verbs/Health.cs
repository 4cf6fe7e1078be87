using Yaosu.Server.Hosting;

namespace Yaosu.Server.Verbs;

/// <summary>For a container's health check, whose image has no curl.</summary>
internal sealed class Health : Verb
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public override string Name => "health";

    public override string Arguments => "[ready]";

    public override string About => "询问本机正在运行的服务是否正常；不正常时退出码为 1";

    public override async Task<int> RunAsync(VerbArguments arguments)
    {
        var builder = YaosuHost.CreateBuilder(arguments.Settings);
        var url = (builder.Configuration["Urls"] ?? "http://localhost:5000").Split(';')[0];
        var address = BindingAddress.Parse(url);
        // A host that listens everywhere also listens here.
        var host = address.Host is "+" or "*" or "0.0.0.0" or "[::]" ? "127.0.0.1" : address.Host;
        using var http = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await http.GetAsync(new Uri($"{address.Scheme}://{host}:{address.Port}/health/{(arguments.Count > 0 ? arguments.Word(0, "") : "live")}"));
            Console.WriteLine(await answer.Content.ReadAsStringAsync());
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            Console.WriteLine($"服务没有应答：{e.Message}");
            return 1;
        }
    }
}
