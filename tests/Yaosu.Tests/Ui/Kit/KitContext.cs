using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Yaosu.Platform.Access;
using Yaosu.Platform.Preferences;
using Yaosu.Platform.Ui.Kit;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Ui.Kit;

/// <summary>A circuit with one signed-in person, a memory and a clock.</summary>
public abstract class KitContext : BunitContext
{
    protected KitContext()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddYaosuKit();
        Services.AddSingleton<TimeProvider>(Time);
        Services.AddSingleton<ICurrentActor>(new OnlyActor());
        Services.AddSingleton<IPreferences>(Remembered);
    }

    protected ManualTime Time { get; } = new(new DateTimeOffset(2026, 3, 18, 2, 0, 0, TimeSpan.Zero));

    protected Memory Remembered { get; } = new();

    protected Microsoft.AspNetCore.Components.NavigationManager Navigation => Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>();

    protected string Address => "/" + Navigation.ToBaseRelativePath(Navigation.Uri);

    private sealed class OnlyActor : ICurrentActor
    {
        private static readonly Actor Someone = new() { Kind = ActorKind.Person, OrgId = 7, UserId = 70, Name = "王芳", IsMain = true };

        public ValueTask<Actor> GetAsync(CancellationToken ct = default) => ValueTask.FromResult(Someone);
    }

    protected sealed class Memory : IPreferences
    {
        private readonly ConcurrentDictionary<string, string> _values = new();

        /// <summary>Set to see what happens when the database is away.</summary>
        public bool Broken { get; set; }

        public Task<T?> GetAsync<T>(Actor actor, string key, CancellationToken ct = default)
            where T : class =>
            Broken ? throw new IOException("down") : Task.FromResult(_values.TryGetValue(KeyOf(actor, key), out var json) ? JsonSerializer.Deserialize<T>(json) : null);

        public Task SetAsync<T>(Actor actor, string key, T value, CancellationToken ct = default)
            where T : class
        {
            if (Broken)
                throw new IOException("down");
            _values[KeyOf(actor, key)] = JsonSerializer.Serialize(value);
            return Task.CompletedTask;
        }

        private static string KeyOf(Actor actor, string key) => string.Create(CultureInfo.InvariantCulture, $"{actor.OrgId}/{actor.UserId}/{key}");
    }
}
