using System.Globalization;

namespace Yaosu.Server.Hosting;

internal static class ChineseCulture
{
    /// <summary>zh-CN with one-character weekdays: 周一 would break over two lines in a calendar's head.</summary>
    internal static CultureInfo Create()
    {
        var culture = (CultureInfo)CultureInfo.GetCultureInfo("zh-CN").Clone();
        culture.DateTimeFormat.AbbreviatedDayNames = ["日", "一", "二", "三", "四", "五", "六"];
        culture.DateTimeFormat.ShortestDayNames = ["日", "一", "二", "三", "四", "五", "六"];
        culture.DateTimeFormat.ShortDatePattern = "yyyy-MM-dd";
        return CultureInfo.ReadOnly(culture);
    }
}
