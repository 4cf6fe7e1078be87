using System.Collections.Frozen;
using Microsoft.AspNetCore.Components;

namespace Yaosu.Platform.Ui.Kit;

/// <summary>The product's own stroke icons, 24×24. Each is one string shared by every circuit, so that a menu of thirty costs nothing per user.</summary>
public static class Icons
{
    private static readonly FrozenDictionary<string, MarkupString> Drawn = new Dictionary<string, string>
    {
        ["home"] = "<path d='M4 11.2 12 4.5l8 6.7'/><path d='M6 9.8V19a1 1 0 0 0 1 1h10a1 1 0 0 0 1-1V9.8'/><path d='M10 20v-5.5h4V20'/>",
        ["audit"] = "<path d='M9 4.5H7A1.5 1.5 0 0 0 5.5 6v13A1.5 1.5 0 0 0 7 20.5h10a1.5 1.5 0 0 0 1.5-1.5V6A1.5 1.5 0 0 0 17 4.5h-2'/><rect x='9' y='3' width='6' height='3.5' rx='1'/><path d='m9 13.5 2.2 2.2 4-4.4'/>",
        ["user"] = "<circle cx='12' cy='8' r='4'/><path d='M4.5 20.5c.6-4 3.5-6 7.5-6s6.9 2 7.5 6'/>",
        ["users"] = "<circle cx='9' cy='8.5' r='3.5'/><path d='M2.5 20c.5-3.6 3-5.5 6.5-5.5s6 1.9 6.5 5.5'/><path d='M15.5 5.3a3.5 3.5 0 0 1 0 6.4'/><path d='M17.5 14.9c2.3.7 3.7 2.4 4 5.1'/>",
        ["building"] = "<path d='M5 21V5a1 1 0 0 1 1-1h8a1 1 0 0 1 1 1v16'/><path d='M15 10h3a1 1 0 0 1 1 1v10'/><path d='M3 21h18'/><path d='M8.5 8h3M8.5 12h3M8.5 16h3'/>",
        ["download"] = "<path d='M12 4v11'/><path d='m7.5 11 4.5 4.5 4.5-4.5'/><path d='M4.5 16.5V19a1 1 0 0 0 1 1h13a1 1 0 0 0 1-1v-2.5'/>",
        ["upload"] = "<path d='M12 15.5v-11'/><path d='M7.5 9 12 4.5 16.5 9'/><path d='M4.5 16.5V19a1 1 0 0 0 1 1h13a1 1 0 0 0 1-1v-2.5'/>",
        ["search"] = "<circle cx='11' cy='11' r='6.5'/><path d='m16 16 4.5 4.5'/>",
        ["bell"] = "<path d='M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15z'/><path d='M10 20.5a2.2 2.2 0 0 0 4 0'/>",
        ["sun"] = "<circle cx='12' cy='12' r='4'/><path d='M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4'/>",
        ["moon"] = "<path d='M20 14.2A8.2 8.2 0 0 1 9.8 4 8.2 8.2 0 1 0 20 14.2z'/>",
        ["monitor"] = "<rect x='3' y='4.5' width='18' height='12' rx='1.5'/><path d='M9 20.5h6M12 16.5v4'/>",
        ["menu"] = "<path d='M4 6.5h16M4 12h16M4 17.5h16'/>",
        ["menu-fold"] = "<path d='M4 5.5h16M11 12h9M4 18.5h16'/><path d='M7.5 9.5 4.8 12l2.7 2.5'/>",
        ["menu-unfold"] = "<path d='M4 5.5h16M11 12h9M4 18.5h16'/><path d='M4.8 9.5 7.5 12l-2.7 2.5'/>",
        ["close"] = "<path d='m6 6 12 12M18 6 6 18'/>",
        ["check"] = "<path d='m5 12.5 4.5 4.5L19 7'/>",
        ["check-all"] = "<path d='m2.5 12.5 4 4L14 8.5'/><path d='m11 15 1.7 1.5L21 8.5'/>",
        ["warning"] = "<path d='M12 4 2.8 19.5h18.4z'/><path d='M12 10v4.5'/><path d='M12 17.2v.1'/>",
        ["info"] = "<circle cx='12' cy='12' r='8.5'/><path d='M12 11.2v5'/><path d='M12 7.9v.1'/>",
        ["error"] = "<circle cx='12' cy='12' r='8.5'/><path d='M12 7.5v5.3'/><path d='M12 16.2v.1'/>",
        ["help"] = "<circle cx='12' cy='12' r='8.5'/><path d='M9.6 9.6a2.5 2.5 0 1 1 3.6 2.3c-.8.4-1.2.9-1.2 1.8'/><path d='M12 16.7v.1'/>",
        ["chevron-down"] = "<path d='m6 9.5 6 6 6-6'/>",
        ["chevron-up"] = "<path d='m6 14.5 6-6 6 6'/>",
        ["chevron-left"] = "<path d='m14.5 6-6 6 6 6'/>",
        ["chevron-right"] = "<path d='m9.5 6 6 6-6 6'/>",
        ["first"] = "<path d='m17.5 6-6 6 6 6M6.5 6v12'/>",
        ["last"] = "<path d='m6.5 6 6 6-6 6M17.5 6v12'/>",
        ["arrow-left"] = "<path d='M20 12H4.5'/><path d='m10.5 6-6 6 6 6'/>",
        ["arrow-right"] = "<path d='M4 12h15.5'/><path d='m13.5 6 6 6-6 6'/>",
        ["sort"] = "<path d='m8.5 9.5 3.5-3.5 3.5 3.5M8.5 14.5 12 18l3.5-3.5'/>",
        ["sort-up"] = "<path d='M12 19V5.5'/><path d='m6.5 11 5.5-5.5 5.5 5.5'/>",
        ["sort-down"] = "<path d='M12 5v13.5'/><path d='m6.5 13 5.5 5.5 5.5-5.5'/>",
        ["plus"] = "<path d='M12 5v14M5 12h14'/>",
        ["minus"] = "<path d='M5 12h14'/>",
        ["edit"] = "<path d='M4.5 19.5 5.4 15 16 4.4a1.5 1.5 0 0 1 2.1 0l1.5 1.5a1.5 1.5 0 0 1 0 2.1L9 18.6z'/><path d='m13.8 6.6 3.6 3.6'/>",
        ["trash"] = "<path d='M4.5 6.5h15'/><path d='M9 6.5V4.5a1 1 0 0 1 1-1h4a1 1 0 0 1 1 1v2'/><path d='m6.5 6.5.8 13a1 1 0 0 0 1 1h7.4a1 1 0 0 0 1-1l.8-13'/><path d='M10 10.5v6M14 10.5v6'/>",
        ["filter"] = "<path d='M4 5h16l-6.2 7.4V19l-3.6-2v-4.6z'/>",
        ["columns"] = "<rect x='3.5' y='4.5' width='17' height='15' rx='1.5'/><path d='M9.2 4.5v15M14.8 4.5v15'/>",
        ["density"] = "<path d='M4 4.5h16M4 19.5h16M7 9.5h10M7 14.5h10'/>",
        ["refresh"] = "<path d='M19.5 12a7.5 7.5 0 1 1-2.3-5.4L19.5 9'/><path d='M19.5 4v5h-5'/>",
        ["export"] = "<path d='M13 4H7a1.5 1.5 0 0 0-1.5 1.5v13A1.5 1.5 0 0 0 7 20h10a1.5 1.5 0 0 0 1.5-1.5V15'/><path d='M11.5 12.5 20 4M14.5 4H20v5.5'/>",
        ["print"] = "<path d='M7 8.5V4h10v4.5'/><path d='M7 16.5H5a1.5 1.5 0 0 1-1.5-1.5v-5A1.5 1.5 0 0 1 5 8.5h14a1.5 1.5 0 0 1 1.5 1.5v5a1.5 1.5 0 0 1-1.5 1.5h-2'/><rect x='7' y='13.5' width='10' height='6.5'/>",
        ["copy"] = "<rect x='8.5' y='8.5' width='11.5' height='12' rx='1.5'/><path d='M15.5 8.5V5A1.5 1.5 0 0 0 14 3.5H5.5A1.5 1.5 0 0 0 4 5v9.5A1.5 1.5 0 0 0 5.5 16h3'/>",
        ["lock"] = "<rect x='5' y='10.5' width='14' height='10' rx='1.5'/><path d='M8 10.5V8a4 4 0 0 1 8 0v2.5'/><path d='M12 14.5v2'/>",
        ["key"] = "<circle cx='8' cy='15.5' r='4'/><path d='m11 12.7 8.5-8.2M16 8l3 3M13.5 10.4l2 2'/>",
        ["drug"] = "<rect x='2.9' y='8' width='18.2' height='8' rx='4' transform='rotate(-45 12 12)'/><path d='m9.2 9.2 5.6 5.6'/>",
        ["code"] = "<path d='M4 5v14M7.5 5v14M10.5 5v14M14.5 5v14M17 5v14M20 5v14'/>",
        ["qr"] = "<rect x='4' y='4' width='6' height='6' rx='.5'/><rect x='14' y='4' width='6' height='6' rx='.5'/><rect x='4' y='14' width='6' height='6' rx='.5'/><path d='M14 14h2.5v2.5M20 14v3M14 20h3M20 20v.1'/>",
        ["box"] = "<path d='m12 3.5 8 4.3v8.4l-8 4.3-8-4.3V7.8z'/><path d='m4.2 7.9 7.8 4.2 7.8-4.2M12 12.1v8.2M8 5.7l7.9 4.3'/>",
        ["truck"] = "<path d='M2.5 6h11.5v11H2.5z'/><path d='M14 10h4l3.5 3.5V17H14'/><circle cx='7' cy='17.5' r='2'/><circle cx='17' cy='17.5' r='2'/>",
        ["recall"] = "<path d='M4.5 12a7.5 7.5 0 1 0 2.3-5.4L4.5 9'/><path d='M4.5 4v5h5'/><path d='M12 8.5v4'/><path d='M12 15.6v.1'/>",
        ["chart"] = "<path d='M4 4v15a1 1 0 0 0 1 1h15'/><path d='M8.5 16v-4M12.5 16V7.5M16.5 16v-6'/>",
        ["gift"] = "<rect x='3.5' y='8' width='17' height='4'/><path d='M5 12v8h14v-8M12 8v12'/><path d='M12 8S10.8 3.8 8.3 3.8a2.1 2.1 0 0 0 0 4.2zM12 8s1.2-4.2 3.7-4.2a2.1 2.1 0 0 1 0 4.2z'/>",
        ["scan"] = "<path d='M4 8.5V5.5A1.5 1.5 0 0 1 5.5 4h3M15.5 4h3A1.5 1.5 0 0 1 20 5.5v3M20 15.5v3a1.5 1.5 0 0 1-1.5 1.5h-3M8.5 20h-3A1.5 1.5 0 0 1 4 18.5v-3'/><path d='M4 12h16'/>",
        ["shield"] = "<path d='m12 3.5 7.5 2.7V12c0 4.5-3.2 7.3-7.5 8.8C7.7 19.3 4.5 16.5 4.5 12V6.2z'/><path d='m8.7 12 2.4 2.4 4.3-4.6'/>",
        ["logout"] = "<path d='M10 4H6.5A1.5 1.5 0 0 0 5 5.5v13A1.5 1.5 0 0 0 6.5 20H10'/><path d='M10 12h10M16 7.5l4.5 4.5-4.5 4.5'/>",
        ["more"] = "<path d='M5.5 12v.1M12 12v.1M18.5 12v.1' stroke-width='2.6'/>",
        ["calendar"] = "<rect x='4' y='5.5' width='16' height='15' rx='1.5'/><path d='M4 10h16M8.5 3.5v4M15.5 3.5v4'/>",
        ["clock"] = "<circle cx='12' cy='12' r='8.5'/><path d='M12 7v5.3l3.5 2'/>",
        ["link"] = "<path d='M10 14a4 4 0 0 0 5.7 0l3.2-3.2a4 4 0 0 0-5.7-5.7L12 6.3'/><path d='M14 10a4 4 0 0 0-5.7 0l-3.2 3.2a4 4 0 0 0 5.7 5.7l1.2-1.2'/>",
        ["external"] = "<path d='M13.5 4.5h6v6M19.5 4.5 11 13'/><path d='M17 14v4.5a1 1 0 0 1-1 1H5.5a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1H10'/>",
        ["eye"] = "<path d='M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z'/><circle cx='12' cy='12' r='3'/>",
        ["eye-off"] = "<path d='M9.8 5.8c.7-.2 1.4-.3 2.2-.3 6 0 9.5 6.5 9.5 6.5a17 17 0 0 1-2.9 3.5M6.3 7.3A16.5 16.5 0 0 0 2.5 12S6 18.5 12 18.5c1.7 0 3.2-.5 4.5-1.2'/><path d='m4 4 16 16'/>",
        ["file"] = "<path d='M13.5 3.5H7A1.5 1.5 0 0 0 5.5 5v14A1.5 1.5 0 0 0 7 20.5h10a1.5 1.5 0 0 0 1.5-1.5V8.5z'/><path d='M13.5 3.5v5h5'/>",
        ["image"] = "<rect x='3.5' y='4.5' width='17' height='15' rx='1.5'/><circle cx='8.5' cy='9.5' r='1.5'/><path d='m4 17.5 5-4.5 3 2.5 4-4 4.5 4'/>",
        ["settings"] = "<path d='M4 7h9M17 7h3M4 17h3M11 17h9'/><circle cx='15' cy='7' r='2'/><circle cx='9' cy='17' r='2'/>",
        ["history"] = "<path d='M4.5 12a7.5 7.5 0 1 0 2.3-5.4L4.5 9'/><path d='M4.5 4v5h5'/><path d='M12 8v4.3l3 1.7'/>",
        ["keyboard"] = "<rect x='2.5' y='6' width='19' height='12' rx='1.5'/><path d='M6 10v.1M9 10v.1M12 10v.1M15 10v.1M18 10v.1M6 13.9v.1M18 13.9v.1M9 14h6'/>",
        ["wifi-off"] = "<path d='M4.5 11.5A11 11 0 0 1 8 9.3M12 8.2c2.9 0 5.5 1.2 7.5 3.3M7.8 15a6 6 0 0 1 3-1.6M14.8 14.1l1.4.9'/><path d='M12 18.7v.1'/><path d='m4 4 16 16'/>",
        ["compass"] = "<circle cx='12' cy='12' r='8.5'/><path d='m15.5 8.5-2 5-5 2 2-5z'/>",
    }.ToFrozenDictionary(pair => pair.Key, pair => new MarkupString(
        "<svg class=\"ys-icon\" viewBox=\"0 0 24 24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.7\" stroke-linecap=\"round\" stroke-linejoin=\"round\" aria-hidden=\"true\" focusable=\"false\">"
        + pair.Value.Replace('\'', '"')
        + "</svg>"), StringComparer.Ordinal);

    public static IReadOnlyCollection<string> Names => Drawn.Keys;

    /// <summary>Decoration only: hidden from screen readers, sized 1.25 em, coloured like the text around it.</summary>
    /// <exception cref="KeyNotFoundException">Nobody drew that icon.</exception>
    public static MarkupString Svg(string name) => Drawn.TryGetValue(name, out var svg)
        ? svg
        : throw new KeyNotFoundException($"Icon '{name}' is not drawn in Icons.cs.");
}
