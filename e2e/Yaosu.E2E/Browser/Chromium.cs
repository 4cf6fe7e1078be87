using System.Diagnostics;

namespace Yaosu.E2E.Browser;

/// <summary>Finds a Chromium on this machine, or gets one.</summary>
internal static class Chromium
{
    public const string PathVariable = "CHROMIUM_PATH";

    private static readonly string[] UsualPlaces =
    [
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
        "/usr/bin/google-chrome-stable",
        "/usr/bin/microsoft-edge",
        "/opt/google/chrome/chrome",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe",
        @"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ];

    public static async Task<IBrowser> LaunchAsync(IPlaywright playwright) => await playwright.Chromium.LaunchAsync(new()
    {
        ExecutablePath = await FindAsync(playwright),
        Headless = true,
        Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    });

    private static async Task<string> FindAsync(IPlaywright playwright)
    {
        if (Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } named)
            return File.Exists(named) ? named : throw new FileNotFoundException($"{PathVariable} names '{named}', which does not exist.");

        var own = playwright.Chromium.ExecutablePath;
        return FirstOf(UsualPlaces) ?? FirstOf([own])
            ?? (await InstallByPlaywrightAsync() ? FirstOf([own]) : null)
            ?? (await InstallByAptAsync() ? FirstOf(UsualPlaces) : null)
            ?? throw new FileNotFoundException($"No Chromium was found and none could be installed: install Chromium or Google Chrome, or name one in {PathVariable}.");
    }

    private static string? FirstOf(string[] paths) => Array.Find(paths, File.Exists);

    // On a thread of its own: Playwright's program waits for its download before it returns.
    private static async Task<bool> InstallByPlaywrightAsync() => await Task.Run(() => Program.Main(["install", "chromium"])) == 0;

    private static async Task<bool> InstallByAptAsync() =>
        OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && File.Exists("/usr/bin/apt-get")
        && await RunAsync("apt-get", "update") && await RunAsync("apt-get", "install", "-y", "--no-install-recommends", "chromium", "fonts-noto-cjk");

    private static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false };
        start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }
}
