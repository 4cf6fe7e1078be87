using System.Net;
using Yaosu.Tests.Support;

namespace Yaosu.Benchmarks.Circuits;

/// <summary>People before the console, signed in anew after every few pages.</summary>
internal sealed class Visitors(Uri address) : IDisposable
{
    private const string Login = "yunshan";
    private const int PagesEach = 20;
    private const int OpeningAtOnce = 4;

    private readonly List<Visitor> _signedIn = [];
    private int _pages;

    /// <summary>Opens the same page many times.</summary>
    internal async Task<List<OpenPage>> OpenAsync(int count, string path, string shows, CancellationToken ct)
    {
        var open = new List<OpenPage>(count);
        while (open.Count < count)
        {
            var opening = new List<Task<OpenPage>>();
            for (var i = 0; i < Math.Min(OpeningAtOnce, count - open.Count); i++)
                opening.Add(OpenPage.OpenAsync(await NextAsync(), path, shows, ct));
            open.AddRange(await Task.WhenAll(opening));
        }

        return open;
    }

    public void Dispose() => _signedIn.ForEach(visitor => visitor.Dispose());

    private async Task<Visitor> NextAsync()
    {
        if (_pages++ % PagesEach > 0)
            return _signedIn[^1];
        var visitor = new Visitor(address);
        _signedIn.Add(visitor);
        using var answer = await visitor.SignInAsync(Login, HostProcess.DemoPassword);
        return answer.StatusCode == HttpStatusCode.Redirect ? visitor : throw new InvalidOperationException($"{Login} could not sign in: {(int)answer.StatusCode}.");
    }
}
