using System.Text.Json;

namespace Yaosu.Tests.Support;

/// <summary>Reads the part of YAML that our container files are written in: maps and lists by indentation, plain and quoted values, flow lists, an anchor on a
/// map and its merge. Whatever else stands there is refused, not guessed.</summary>
internal sealed class PlainYaml
{
    private readonly List<(int Indent, string Text, int Number)> _lines = [];
    private readonly Dictionary<string, Dictionary<string, object>> _anchors = [];
    private int _at;

    private PlainYaml(string text)
    {
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.TrimEnd();
            if (line.Contains('\t', StringComparison.Ordinal))
                throw new FormatException($"Line {number} holds a tab.");
            var content = line.TrimStart();
            if (content.Length > 0 && content[0] != '#')
                _lines.Add((line.Length - content.Length, content, number));
        }
    }

    public static Dictionary<string, object> Read(string text)
    {
        var yaml = new PlainYaml(text);
        var map = yaml.Map(0);
        return yaml._at == yaml._lines.Count ? map : throw yaml.Wrong("is indented like nothing above it");
    }

    private object Block(int above)
    {
        if (_at == _lines.Count || _lines[_at].Indent <= above)
            return "";
        return _lines[_at].Text.StartsWith('-') ? List(_lines[_at].Indent) : Map(_lines[_at].Indent);
    }

    private List<object> List(int indent)
    {
        var items = new List<object>();
        while (_at < _lines.Count && _lines[_at] is var (here, text, number) && here == indent && text.StartsWith("- ", StringComparison.Ordinal))
        {
            var item = text[2..].TrimStart();
            if (IsKey(item))
            {
                // A map that begins on the line of its dash.
                _lines[_at] = (indent + 2, item, number);
                items.Add(Map(indent + 2));
                continue;
            }
            items.Add(Scalar(item));
            _at++;
        }
        return items;
    }

    private Dictionary<string, object> Map(int indent)
    {
        var map = new Dictionary<string, object>();
        while (_at < _lines.Count && _lines[_at].Indent == indent)
        {
            var text = _lines[_at].Text;
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            if (colon < 1 || text.StartsWith("- ", StringComparison.Ordinal) || (colon + 1 < text.Length && text[colon + 1] != ' '))
                throw Wrong("is no key with a value");
            var (key, value) = (text[..colon].Trim('"'), text[(colon + 1)..].Trim());
            if (key == "<<")
            {
                foreach (var (name, merged) in _anchors[value.TrimStart('*')])
                    map.TryAdd(name, merged);
                _at++;
                continue;
            }
            var anchor = value.StartsWith('&') ? value[1..] : null;
            var line = _lines[_at].Number;
            _at++;
            var content = value.Length == 0 || anchor is not null ? Block(indent) : Scalar(value);
            if (anchor is not null)
                _anchors.Add(anchor, (Dictionary<string, object>)content);
            if (!map.TryAdd(key, content) && !_anchors.Values.Any(merged => merged.TryGetValue(key, out var was) && ReferenceEquals(was, map[key])))
                throw new FormatException($"Line {line} says {key} a second time.");
            map[key] = content;
        }
        return map;
    }

    private static bool IsKey(string text) => text[0] is not ('"' or '[') && (text[^1] == ':' || text.Contains(": ", StringComparison.Ordinal));

    private object Scalar(string text) => text[0] switch
    {
        '[' => JsonSerializer.Deserialize<List<string>>(text)!.Cast<object>().ToList(),
        '"' => JsonSerializer.Deserialize<string>(text)!,
        '{' or '|' or '>' or '!' or '*' or '&' or '\'' or '%' or '@' or '`' => throw Wrong("holds a value of a kind that is not read here"),
        _ when text.Contains(" #", StringComparison.Ordinal) || text.Contains(": ", StringComparison.Ordinal) => throw Wrong("holds a value that needs quotes"),
        _ => text,
    };

    private FormatException Wrong(string what) => new(_at < _lines.Count ? $"Line {_lines[_at].Number} {what}: {_lines[_at].Text}" : $"The last line {what}.");
}
