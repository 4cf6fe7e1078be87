using Yaosu.Tests.Support;

[assembly: AssemblyFixture(typeof(OneSuiteAtATime))]

namespace Yaosu.Tests.Support;

/// <summary>Suites that start hosts, databases and browsers wait for each other: <c>dotnet test</c> starts them all at once, and on two cores each would make the
/// others late. The lock is a file of this working copy, and goes with the process that holds it.</summary>
public sealed class OneSuiteAtATime : IAsyncLifetime
{
    private FileStream? _turn;

    public async ValueTask InitializeAsync()
    {
        var folder = Path.Combine(Root(), "tests", "obj");
        Directory.CreateDirectory(folder);
        while (_turn is null)
        {
            try
            {
                _turn = new(Path.Combine(folder, "one-suite-at-a-time"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(200);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_turn is not null)
            await _turn.DisposeAsync();
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Console.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("Console.sln is not above the tests' output.");
        return folder;
    }
}
