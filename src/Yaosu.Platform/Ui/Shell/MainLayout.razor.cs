using System.Diagnostics;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.Extensions.Logging;
using Yaosu.Platform.Access;
using Yaosu.Platform.Modules;

namespace Yaosu.Platform.Ui.Shell;

/// <summary>The console around a page: top bar, menu, banners, palette. Everything that can do without the server (fold, theme, dialogs) is left to shell.js, so
/// that a circuit holds little more than the actor's menu.</summary>
public sealed partial class MainLayout
{
    private Actor? _actor;
    private ShellProfile? _profile;
    private IReadOnlyList<MenuEntry> _menu = [];
    private IReadOnlyList<ShellBanner> _banners = [];
    private MenuEntry? _active;
    private PageErrorBoundary? _boundary;

    private bool _leaving;

    /// <summary>The trace of why the actor couldn't be read; null when he could.</summary>
    private string? _failure;

    protected override Task OnInitializedAsync()
    {
        Navigation.LocationChanged += Moved;
        Signals.ProfileChanged += ProfileChanged;
        Authentication.AuthenticationStateChanged += RightsChanged;
        return LoadAsync();
    }

    public void Dispose()
    {
        Navigation.LocationChanged -= Moved;
        Signals.ProfileChanged -= ProfileChanged;
        Authentication.AuthenticationStateChanged -= RightsChanged;
    }

    private void Moved(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(async () =>
    {
        _boundary?.Recover();
        await LoadAsync();
        StateHasChanged();
    });

    private void ProfileChanged() => _ = InvokeAsync(async () =>
    {
        _profile = null;
        await LoadAsync();
        StateHasChanged();
    });

    private void RightsChanged(Task<AuthenticationState> state) => _ = InvokeAsync(async () =>
    {
        await LoadAsync();
        StateHasChanged();
    });

    /// <summary>Asked anew at every move: rights may have changed since, and the source of actors remembers what hasn't.</summary>
    private async Task LoadAsync()
    {
        if (_leaving)
            return;
        try
        {
            var actor = await Current.GetAsync();
            if (actor.MustChangePassword && !("/" + Navigation.ToBaseRelativePath(Navigation.Uri)).StartsWith(ShellUrls.Account, StringComparison.Ordinal))
                Navigation.NavigateTo(ShellUrls.Account);
            if (!actor.Equals(_actor))
            {
                _menu = Modules.MenuOf(actor);
                _banners = Modules.BannersOf(actor);
                _profile = null;
            }

            _profile ??= await Profiles.GetAsync(actor);
            (_actor, _failure) = (actor, null);
            _active = ActiveOf(_menu, "/" + Navigation.ToBaseRelativePath(Navigation.Uri));
        }
        catch (NotSignedInException)
        {
            _leaving = true;
            Navigation.NavigateTo(ShellUrls.SessionEndedFrom("/" + Navigation.ToBaseRelativePath(Navigation.Uri)), forceLoad: true);
        }
        catch (Exception e)
        {
            // Nothing above the layout could show this. With an actor at hand the page goes on and reports its own trouble.
            var trace = (Activity.Current?.TraceId ?? ActivityTraceId.CreateRandom()).ToHexString();
            Log.LogError(e, "The console could not read who is signed in; trace {TraceId}", trace);
            _failure = _actor is null ? trace : null;
        }
    }

    /// <summary>The entry whose address is the longest beginning of where we are.</summary>
    internal static MenuEntry? ActiveOf(IReadOnlyList<MenuEntry> menu, string pathAndQuery)
    {
        var path = pathAndQuery.AsSpan();
        var end = path.IndexOfAny('?', '#');
        if (end >= 0)
            path = path[..end];
        MenuEntry? best = null;
        foreach (var entry in menu)
        {
            var matches = entry.Url == ShellUrls.Home ? path is "/"
                : path.StartsWith(entry.Url, StringComparison.OrdinalIgnoreCase) && (path.Length == entry.Url.Length || path[entry.Url.Length] == '/');
            if (matches && (best is null || entry.Url.Length > best.Url.Length))
                best = entry;
        }

        return best;
    }
}
