using System.Collections;
using System.Globalization;
using System.Resources;
using Radzen;
using Radzen.Blazor;
using Yaosu.Platform.Ui;

namespace Yaosu.Tests.Ui;

public sealed class RadzenTextsTests
{
    /// <summary>The components pages may use. Whoever uses another names it here and writes its texts.</summary>
    private static readonly string[] Used =
    [
        "Alert", "BreadCrumb", "Button", "Chip", "ChipList", "CompareValidator", "CustomValidator", "DataAnnotationValidator", "DataFilter", "DataGrid", "DataList", "DatePicker", "Dialog",
        "DropDown", "DropDownDataGrid", "EmailValidator", "FileInput", "Image", "LengthValidator", "Link", "ListBox", "Menu", "MenuItem", "Notification", "Numeric",
        "NumericRangeValidator", "Pager", "Panel", "PanelMenu", "PanelMenuItem", "RegexValidator", "RequiredValidator", "SelectBarItem", "Slider", "SplitButton", "Steps",
        "Text", "TimeSpanPicker", "Tree", "Upload",
    ];

    private readonly RadzenTexts _texts = new();

    [Fact]
    public void Every_text_of_the_components_in_use_is_chinese()
    {
        var keys = Keys();
        var known = keys.Select(Component).ToHashSet();

        Used.Should().OnlyContain(component => known.Contains(component), "a name that Radzen doesn't know would check nothing");
        keys.Where(key => Used.Contains(Component(key))).Should().HaveCountGreaterThan(150)
            .And.OnlyContain(key => !string.IsNullOrEmpty(_texts.Get(key, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void A_text_of_a_component_not_in_use_is_left_to_radzen() => _texts.Get("Spreadsheet_Nonsense", CultureInfo.InvariantCulture).Should().BeNull();

    [Fact]
    public void Placeholders_are_those_of_the_original()
    {
        var wrong = Originals().Where(text => _texts.Get(text.Key, CultureInfo.InvariantCulture) is { } ours && Holes(ours) != Holes(text.Value)).Select(text => text.Key);

        wrong.Should().BeEmpty();
    }

    [Fact]
    public void The_calendar_heads_its_columns_with_one_character_and_starts_on_monday()
    {
        RadzenTexts.Culture.DateTimeFormat.AbbreviatedDayNames.Should().Equal("日", "一", "二", "三", "四", "五", "六");
        RadzenTexts.Culture.DateTimeFormat.FirstDayOfWeek.Should().Be(DayOfWeek.Monday);
        RadzenTexts.Culture.Name.Should().Be("zh-CN");
    }

    private static string Component(string key) => key.Split('_')[0];

    private static string Holes(string text) => string.Concat(Enumerable.Range(0, 4).Where(i => text.Contains($"{{{i}}}", StringComparison.Ordinal)));

    private static List<string> Keys() => [.. Originals().Select(text => text.Key)];

    private static List<(string Key, string Value)> Originals()
    {
        var assembly = typeof(RadzenButton).Assembly;
        var name = assembly.GetManifestResourceNames().Single(n => n.EndsWith("RadzenStrings.resources", StringComparison.Ordinal));
        using var reader = new ResourceReader(assembly.GetManifestResourceStream(name)!);
        return [.. reader.Cast<DictionaryEntry>().Select(entry => ((string)entry.Key, (string)entry.Value!))];
    }
}
