using System.Diagnostics;
using System.Globalization;
using Yaosu.Tests.Support;

namespace Yaosu.E2E.Browser;

/// <summary>A test that breaks its host, or changes what others rely on, brings one of its own.</summary>
public abstract class OwnHostTest(RunningConsole console) : ConsoleTest(console)
{
    private const int Stop = 19;
    private const int Continue = 18;

    private readonly string _folder = HostProcess.NewDataFolder();
    private HostProcess? _host;
    private List<int> _frozen = [];

    protected override Uri Address => _host!.Address;

    /// <summary>Of its host, beside those of every test.</summary>
    protected virtual (string Key, string Value)[] Settings => [];

    public override async ValueTask InitializeAsync() => _host = await HostProcess.StartAsync(_folder, Settings);

    public override async ValueTask DisposeAsync()
    {
        try
        {
            await base.DisposeAsync();
        }
        finally
        {
            ThawDatabase();
            if (_host is not null)
                await _host.DisposeAsync();
            Directory.Delete(_folder, recursive: true);
        }
    }

    protected override async Task<string> SignedInAsync(string login)
    {
        await using var context = await Running.Browser.NewContextAsync(Looks.Wide.Options(Address));
        var page = await context.NewPageAsync();
        await page.SignInAsync(login, Password);
        return await context.StorageStateAsync();
    }

    protected Task KillHostAsync() => _host!.KillAsync();

    /// <summary>On the same data and the same port, as a service manager would.</summary>
    protected async Task StartHostAgainAsync()
    {
        var address = Address.ToString();
        await _host!.DisposeAsync();
        _host = await HostProcess.StartAsync(_folder, ("Urls", address));
    }

    /// <summary>The server and each of its connections: a database that neither answers nor hangs up.</summary>
    protected void FreezeDatabase()
    {
        var server = int.Parse(File.ReadLines(Path.Combine(_folder, "postgres", "cluster", "postmaster.pid")).First(), CultureInfo.InvariantCulture);
        _frozen = [server, .. ChildrenOf(server)];
        foreach (var process in _frozen)
            HostProcess.Signal(process, Stop);
    }

    protected void ThawDatabase()
    {
        foreach (var process in _frozen)
            HostProcess.Signal(process, Continue);
        _frozen = [];
    }

    private static IEnumerable<int> ChildrenOf(int parent)
    {
        foreach (var process in Process.GetProcesses())
            using (process)
                if (ParentOf(process.Id) == parent)
                    yield return process.Id;
    }

    /// <summary>0 when it has ended meanwhile.</summary>
    private static int ParentOf(int process)
    {
        try
        {
            // pid (name) state ppid …; the name may hold spaces.
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
