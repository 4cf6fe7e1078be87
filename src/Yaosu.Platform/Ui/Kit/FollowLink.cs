using Microsoft.AspNetCore.Components;

namespace Yaosu.Platform.Ui.Kit;

public static class FollowLink
{
    /// <summary>Leads to a file, or says why not. The browser fetches it: the circuit would look for a page there.</summary>
    public static void Follow(this NavigationManager navigation, Outcome<string> link, Toasts toasts)
    {
        if (link.TryGet(out var url))
            navigation.NavigateTo(url, forceLoad: true);
        else
            toasts.Refused(link);
    }
}
