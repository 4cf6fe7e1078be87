namespace Yaosu.Platform.Spreadsheets;

/// <summary>One column of an export: its title, its width and how a row's value becomes a cell. A null value is an empty cell.</summary>
public abstract class SpreadsheetColumn<T>
{
    private const int WidestInExcel = 255;
    private const int RoomForFilterArrow = 3;

    private SpreadsheetColumn(string title, int width)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(title);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        Title = title;
        Width = Math.Min(WidestInExcel, Math.Max(width, title.Sum(static c => c < 0x2E80 ? 1 : 2) + RoomForFilterArrow));
    }

    public string Title { get; }

    /// <summary>In digits of the standard font; never narrower than the title.</summary>
    public int Width { get; }

    /// <summary>Always text to the spreadsheet, even when it is all digits: a 20-digit code would lose its tail as a number.</summary>
    public static SpreadsheetColumn<T> Text(string title, Func<T, string?> value, int width = 20) => new TextColumn(title, width, value);

    public static SpreadsheetColumn<T> Integer(string title, Func<T, long?> value, int width = 12) => new NumberColumn(title, width, value, 0);

    /// <summary>An integer of the smallest unit shown with decimals: 12345 分 with scale 2 reads 123.45.</summary>
    public static SpreadsheetColumn<T> Scaled(string title, int scale, Func<T, long?> value, int width = 14) => new NumberColumn(title, width, value, scale);

    public static SpreadsheetColumn<T> Date(string title, Func<T, DateOnly?> value, int width = 12) => new DateColumn(title, width, value);

    /// <summary>UTC in, China time out, cut to the second.</summary>
    public static SpreadsheetColumn<T> Time(string title, Func<T, DateTime?> utc, int width = 20) => new TimeColumn(title, width, utc);

    /// <summary>是 or 否.</summary>
    public static SpreadsheetColumn<T> YesNo(string title, Func<T, bool?> value, int width = 8) => new YesNoColumn(title, width, value);

    internal abstract void Write(CellSink sink, T row);

    private sealed class TextColumn(string title, int width, Func<T, string?> value) : SpreadsheetColumn<T>(title, width)
    {
        internal override void Write(CellSink sink, T row) => sink.Text(value(row));
    }

    private sealed class NumberColumn : SpreadsheetColumn<T>
    {
        private readonly Func<T, long?> _value;
        private readonly int _scale;

        public NumberColumn(string title, int width, Func<T, long?> value, int scale)
            : base(title, width)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(scale);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, CellSink.MaxScale);
            _value = value;
            _scale = scale;
        }

        internal override void Write(CellSink sink, T row)
        {
            if (_value(row) is { } number)
                sink.Number(number, _scale);
            else
                sink.Empty();
        }
    }

    private sealed class DateColumn(string title, int width, Func<T, DateOnly?> value) : SpreadsheetColumn<T>(title, width)
    {
        internal override void Write(CellSink sink, T row)
        {
            if (value(row) is { } day)
                sink.Date(day);
            else
                sink.Empty();
        }
    }

    private sealed class TimeColumn(string title, int width, Func<T, DateTime?> utc) : SpreadsheetColumn<T>(title, width)
    {
        internal override void Write(CellSink sink, T row)
        {
            if (utc(row) is not { } time)
                sink.Empty();
            else if (time.Kind == DateTimeKind.Local)
                throw new ArgumentException($"Column {Title} wants UTC, not the machine's local time.");
            else
                sink.Time(ChinaTime.FromUtc(time));
        }
    }

    private sealed class YesNoColumn(string title, int width, Func<T, bool?> value) : SpreadsheetColumn<T>(title, width)
    {
        internal override void Write(CellSink sink, T row) => sink.Text(value(row) switch { true => "是", false => "否", null => null });
    }
}
