using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yaosu.Demo;
using Yaosu.Orgs.Enterprises;
using Yaosu.Orgs.SignIn;
using Yaosu.Platform.Data;
using Yaosu.Platform.Hosting;

namespace Yaosu.Server.Hosting;

/// <summary>An empty database gets somebody who can sign in: the demo world, or the platform's operator with a random password.</summary>
public static class FirstStart
{
    public const string DemoKey = "Demo:Enabled";
    public const string DemoPasswordKey = "Demo:Password";

    public sealed record Login(string Name, string Password, string Who, bool IsDemo);

    /// <returns>What to tell whoever starts the host; empty when there is nothing to tell.</returns>
    public static async Task<IReadOnlyList<Login>> RunAsync(IServiceProvider services, IConfiguration settings, IHostEnvironment environment, CancellationToken ct = default)
    {
        var databases = services.GetRequiredService<AppDbFactory>();
        // Of several hosts that start on an empty database one fills it; the others wait and find it filled.
        await using var alone = await databases.Engine.LockForMigrationAsync(ct);
        await using var db = databases.OpenPlatform();
        var isEmpty = !await db.Set<Org>().AnyAsync(ct);
        if (settings.GetValue<bool>(DemoKey))
            return await DemoAsync(services, settings, environment, isEmpty, ct);
        if (!isEmpty)
            return [];

        var password = Passwords.Random();
        var opened = await services.GetRequiredService<OpenEnterprise>().RunAsync(
            new("平台运营", OrgKind.Platform, "000000000000000000"), new("admin", "平台管理员", password, MustChangePassword: true), ct);
        return opened.IsDone ? [new("admin", password, "平台管理员", IsDemo: false)] : throw new StartRefusedException(opened.Refusal!.Text);
    }

    /// <summary>The demo's password is random for each installation and kept beside its data, so that every start can say it again.</summary>
    private static async Task<IReadOnlyList<Login>> DemoAsync(IServiceProvider services, IConfiguration settings, IHostEnvironment environment, bool isEmpty, CancellationToken ct)
    {
        var file = Path.Combine(DataFolder.Of(settings, environment), "demo-logins.json");
        if (isEmpty)
        {
            var password = settings[DemoPasswordKey] is { Length: > 0 } given ? given : Passwords.Random();
            // Written first: a seed that dies half-way leaves accounts whose password must not be lost.
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(DemoWorld.Logins.Select(x => new Login(x.Name, password, x.Who, IsDemo: true))), ct);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            await DemoWorld.SeedAsync(services, password, ct);
        }
        return File.Exists(file) ? JsonSerializer.Deserialize<List<Login>>(await File.ReadAllTextAsync(file, ct)) ?? [] : [];
    }
}
