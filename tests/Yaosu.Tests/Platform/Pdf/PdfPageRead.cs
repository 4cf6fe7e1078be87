using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Yaosu.Tests.Platform.Pdf;

/// <summary>In millimetres from the page's top left corner; Y of a text is its baseline.</summary>
internal sealed record DrawnText(string Text, double X, double Y, double Size, double Width);

internal sealed record DrawnBox(double X, double Y, double Width, double Height)
{
    public bool Covers(double x, double y) => x >= X && x <= X + Width && y >= Y && y <= Y + Height;
}

/// <param name="Boxes">Rectangles of the path.</param>
/// <param name="Points">Where its other steps lead.</param>
internal sealed record DrawnPath(string How, string Color, double Pen, IReadOnlyList<DrawnBox> Boxes, IReadOnlyList<(double X, double Y)> Points);

/// <summary>Carries out what a page's content says and writes down what would be seen. An operator that is not known fails the test.</summary>
internal sealed partial class PdfPageRead
{
    private const double Millimetre = 72 / 25.4;

    private readonly PdfFile _file;
    private readonly List<double> _numbers = [];
    private readonly Stack<(double[] Matrix, string Fill, string Stroke, double Pen)> _kept = new();
    private readonly List<DrawnBox> _boxes = [];
    private readonly List<(double, double)> _points = [];
    private double[] _matrix = [1, 0, 0, 1, 0, 0];
    private string _fill = "0";
    private string _stroke = "0";
    private double _pen = 1;
    private double _size;
    private (double X, double Y) _at;
    private string _name = "";
    private string _hex = "";
    private PdfFontRead? _font;

    public PdfPageRead(PdfFile file, string dictionary)
    {
        _file = file;
        var box = Box().Match(dictionary);
        (Width, Height) = (Number(box.Groups[1].Value) / Millimetre, Number(box.Groups[2].Value) / Millimetre);
        Run(_file[PdfFile.Number(dictionary, "Contents")], dictionary);
        _kept.Should().BeEmpty();
    }

    public double Width { get; }

    public double Height { get; }

    public List<DrawnText> Texts { get; } = [];

    public List<DrawnPath> Paths { get; } = [];

    public List<(int Object, DrawnBox Place)> Images { get; } = [];

    public string Text => string.Join('\n', Texts.Select(text => text.Text));

    public PdfFontRead? Font => _font;

    private void Run(PdfObject content, string resources)
    {
        if (FontName().Match(resources) is { Success: true } font)
            _font = new(_file, (int)Number(font.Groups[1].Value));
        var text = Encoding.Latin1.GetString(content.Inflated);
        Word().Replace(text, "").Trim().Should().BeEmpty("nothing else stands in a page's content");
        foreach (Match word in Word().Matches(text))
            Do(word.Value, resources);
    }

    private void Do(string word, string resources)
    {
        if (double.TryParse(word, CultureInfo.InvariantCulture, out var number))
        {
            _numbers.Add(number);
            return;
        }
        switch (word)
        {
            case ['/', .. var name]:
                _name = name;
                return;
            case ['<', .. var hex, '>']:
                _hex = hex;
                return;
            case "q":
                _kept.Push((_matrix, _fill, _stroke, _pen));
                break;
            case "Q":
                (_matrix, _fill, _stroke, _pen) = _kept.Pop();
                break;
            case "cm":
                _matrix = Times([.. Take(6)], _matrix);
                break;
            case "g" or "rg":
                _fill = string.Join(' ', Take(word.Length == 1 ? 1 : 3));
                break;
            case "G" or "RG":
                _stroke = string.Join(' ', Take(word.Length == 1 ? 1 : 3));
                break;
            case "w":
                _pen = Take(1)[0];
                break;
            case "re":
                _boxes.Add(BoxOf(Take(4)));
                break;
            case "m" or "l":
                _points.Add(Place(Take(2)));
                break;
            case "c":
                _points.Add(Place(Take(6)[4..]));
                break;
            case "h":
                break;
            case "f" or "S":
                Paths.Add(new(word, word == "f" ? _fill : _stroke, _pen, [.. _boxes], [.. _points]));
                _boxes.Clear();
                _points.Clear();
                break;
            case "BT":
                _at = default;
                break;
            case "Tf":
                _name.Should().Be("F");
                _size = Take(1)[0];
                break;
            case "Tr":
                Take(1)[0].Should().BeOneOf(0, 2);
                break;
            case "Td":
                var to = Take(2);
                _at = (_at.X + to[0], _at.Y + to[1]);
                break;
            case "Tj":
                var (x, y) = Place([_at.X, _at.Y]);
                Texts.Add(new(_font!.Read(_hex), x, y, _size, _font.WidthOf(_hex) * _size / 1000));
                break;
            case "ET":
                break;
            case "Do":
                Show(int.Parse(_name[1..], CultureInfo.InvariantCulture), resources);
                break;
            default:
                throw new InvalidOperationException($"{word} is no operator.");
        }
        _numbers.Should().BeEmpty("{0} takes all that was given", word);
    }

    private void Show(int number, string resources)
    {
        resources.Should().Contain($"/X{number} {number} 0 R");
        var shown = _file[number];
        if (shown.Dictionary.Contains("/Subtype/Form", StringComparison.Ordinal))
            Run(shown, shown.Dictionary);
        else
            Images.Add((number, BoxOf([0, 0, 1, 1])));
    }

    private double[] Take(int count)
    {
        _numbers.Should().HaveCount(count);
        double[] taken = [.. _numbers];
        _numbers.Clear();
        return taken;
    }

    private DrawnBox BoxOf(double[] box)
    {
        var ((x1, y1), (x2, y2)) = (Place([box[0], box[1]]), Place([box[0] + box[2], box[1] + box[3]]));
        return new(Math.Min(x1, x2), Math.Min(y1, y2), Math.Abs(x2 - x1), Math.Abs(y2 - y1));
    }

    private (double X, double Y) Place(double[] point) => (
        ((point[0] * _matrix[0]) + (point[1] * _matrix[2]) + _matrix[4]) / Millimetre,
        Height - (((point[0] * _matrix[1]) + (point[1] * _matrix[3]) + _matrix[5]) / Millimetre));

    private static double[] Times(double[] a, double[] b) =>
    [
        (a[0] * b[0]) + (a[1] * b[2]), (a[0] * b[1]) + (a[1] * b[3]), (a[2] * b[0]) + (a[3] * b[2]), (a[2] * b[1]) + (a[3] * b[3]),
        (a[4] * b[0]) + (a[5] * b[2]) + b[4], (a[4] * b[1]) + (a[5] * b[3]) + b[5],
    ];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"/[A-Za-z0-9]+|<[0-9A-F]*>|-?[0-9]*\.?[0-9]+|[A-Za-z]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"/MediaBox\[0 0 ([0-9.]+) ([0-9.]+)\]")]
    private static partial Regex Box();

    [GeneratedRegex(@"/Font<</F (\d+) 0 R>>")]
    private static partial Regex FontName();
}
