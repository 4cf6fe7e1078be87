using Bunit;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Yaosu.Platform.Access;
using Yaosu.Platform.Modules;
using Yaosu.Platform.Notifications;
using Yaosu.Platform.Ui;
using Yaosu.Platform.Ui.Shell;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Ui.Shell;

/// <summary>The shell's components over its real services; the actor, his name and his notifications are the test's.</summary>
public abstract class ShellTest : BunitContext
{
    protected static readonly Permission ViewAudit = new("demo.audit.view", "查看审计日志", "查看本企业的操作记录。");
    protected static readonly Permission ViewRecalls = new("demo.recalls.view", "查看召回", "查看本企业的召回。");

    protected ShellTest()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(Time);
        Services.AddYaosuUi();
        Services.AddSingleton(new ModuleList([new DemoModule()]));
        Services.AddSingleton<ICurrentActor>(Signed);
        Services.AddSingleton<IShellProfile>(Signed);
        Services.AddSingleton<INotificationFeed>(Feed);
        Services.AddSingleton<IAccessHelp>(Help);
        Services.AddSingleton<AuthenticationStateProvider>(Circuit);
    }

    protected Circuits Circuit { get; } = new();

    protected ManualTime Time { get; } = new();

    protected SignedIn Signed { get; } = new();

    protected NotificationBox Feed { get; } = new();

    protected Helping Help { get; } = new();

    protected static Actor Person(params Permission[] may) =>
        new() { Kind = ActorKind.Person, OrgId = 1, UserId = 7, Name = "林知夏", Permissions = may.Select(p => p.Code).ToHashSet() };

    private sealed class DemoModule : Module
    {
        public override string Name => "Demo";

        public override IReadOnlyList<Permission> Permissions => [ViewAudit, ViewRecalls];

        public override IReadOnlyList<MenuEntry> Menu { get; } =
        [
            new(MenuSections.Home, 0, "工作台", "/", "home", Words: "gzt 首页"),
            new(MenuSections.Recalls, 0, "召回管理", "/recalls", "recall", ViewRecalls, "zhgl"),
            new(MenuSections.Recalls, 1, "召回报表", "/recalls/reports", "chart", ViewRecalls, "zhbb"),
            new(MenuSections.Organisation, 0, "审计日志", "/orgs/audit", "audit", ViewAudit, "sjrz 操作记录"),
            new(MenuSections.Mine, 0, "我的账号", "/my/account", "user", Words: "wdzh 密码"),
        ];
    }

    /// <summary>Tells what the host's would tell; who it is the shell asks <see cref="Signed"/>.</summary>
    protected sealed class Circuits : AuthenticationStateProvider
    {
        private readonly Task<AuthenticationState> _state = Task.FromResult(new AuthenticationState(new()));

        public override Task<AuthenticationState> GetAuthenticationStateAsync() => _state;

        public void TellRightsChanged() => NotifyAuthenticationStateChanged(_state);
    }

    protected sealed class Helping : IAccessHelp
    {
        public bool WasCleared { get; set; }

        public ValueTask<AccessHelp> ForAsync(Actor actor, Permission? missing, CancellationToken ct = default) => new(new AccessHelp([new("林管理", true, "138****0000"), new("周人事", false, null)], WasCleared));
    }

    protected sealed class SignedIn : ICurrentActor, IShellProfile
    {
        public Func<Actor> Actor { get; set; } = () => Person(ViewAudit);

        public string Name { get; set; } = "林知夏";

        public ValueTask<Actor> GetAsync(CancellationToken ct = default) => new(Actor());

        public ValueTask<ShellProfile> GetAsync(Actor actor, CancellationToken ct = default) => new(new ShellProfile("华东本草药业", Name));
    }

    protected sealed class NotificationBox : INotificationFeed
    {
        private Action? _changed;

        public List<NotificationItem> Items { get; } = [];

        public bool Broken { get; set; }

        public bool HasListener => _changed is not null;

        public void Change() => _changed?.Invoke();

        public ValueTask<int> UnreadAsync(Actor actor, CancellationToken ct = default) =>
            Broken ? throw new InvalidOperationException("the database is away") : new(Items.Count(item => !item.IsRead));

        public ValueTask<IReadOnlyList<NotificationItem>> LatestAsync(Actor actor, int count, CancellationToken ct = default) => new(Items.Take(count).ToList());

        public ValueTask MarkReadAsync(Actor actor, long id, CancellationToken ct = default)
        {
            var at = Items.FindIndex(item => item.Id == id);
            Items[at] = Items[at] with { IsRead = true };
            return default;
        }

        public ValueTask MarkAllReadAsync(Actor actor, CancellationToken ct = default)
        {
            for (var i = 0; i < Items.Count; i++)
                Items[i] = Items[i] with { IsRead = true };
            return default;
        }

        public IDisposable Subscribe(Actor actor, Action changed)
        {
            _changed += changed;
            return new Subscription(() => _changed -= changed);
        }

        private sealed class Subscription(Action end) : IDisposable
        {
            public void Dispose() => end();
        }
    }
}
