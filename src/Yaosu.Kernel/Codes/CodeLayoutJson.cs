using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Yaosu.Codes;

/// <summary>Layouts as they are stored. Written by hand: the names here are the stored form, not those of types that somebody may rename.</summary>
internal static class CodeLayoutJson
{
    private const int Version = 1;
    private const int Longest = 20_000;

    internal static string Write(ImmutableArray<CodeSegment> segments)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteNumber("version", Version);
            json.WriteStartArray("segments");
            foreach (var segment in segments)
                Write(json, segment);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    internal static Outcome<ImmutableArray<CodeSegment>> Read(string? text)
    {
        if (text is null || text.Length > Longest)
            return CodeLayoutRefusals.Unreadable;
        try
        {
            using var json = JsonDocument.Parse(text, new() { MaxDepth = 4 });
            if (json.RootElement.ValueKind != JsonValueKind.Object || Number(json.RootElement, "version") is not { } version)
                return CodeLayoutRefusals.Unreadable;
            if (version > Version)
                return CodeLayoutRefusals.NewerVersion;
            if (version != Version || !json.RootElement.TryGetProperty("segments", out var list) || list.ValueKind != JsonValueKind.Array)
                return CodeLayoutRefusals.Unreadable;
            var segments = ImmutableArray.CreateBuilder<CodeSegment>();
            foreach (var element in list.EnumerateArray())
            {
                if (ReadSegment(element) is not { } segment)
                    return CodeLayoutRefusals.Unreadable;
                segments.Add(segment);
            }
            return segments.ToImmutable();
        }
        // Broken JSON; halves of characters, in the text or as an escape.
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            return CodeLayoutRefusals.Unreadable;
        }
    }

    private static void Write(Utf8JsonWriter json, CodeSegment segment)
    {
        json.WriteStartObject();
        json.WriteString("kind", segment switch
        {
            CodeSegment.Guard => "guard",
            CodeSegment.FixedText => "text",
            CodeSegment.Timestamp => "timestamp",
            CodeSegment.Counter => "counter",
            CodeSegment.Date => "date",
            _ => throw new NotSupportedException(segment.GetType().Name),
        });
        json.WriteString("name", segment.Name);
        switch (segment)
        {
            case CodeSegment.Guard guard:
                json.WriteString("alphabet", NameOf(guard.Alphabet));
                json.WriteNumber("length", guard.Length);
                break;
            case CodeSegment.FixedText text:
                json.WriteString("text", text.Text);
                break;
            case CodeSegment.Counter counter:
                json.WriteNumber("from", counter.From);
                json.WriteNumber("to", counter.To);
                json.WriteNumber("length", counter.Length);
                break;
        }
        json.WriteEndObject();
    }

    private static CodeSegment? ReadSegment(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || Text(json, "name") is not { } name)
            return null;
        return Text(json, "kind") switch
        {
            "guard" when AlphabetOf(Text(json, "alphabet")) is { } alphabet && Length(json) is { } length => new CodeSegment.Guard(name, alphabet, length),
            "text" when Text(json, "text") is { } text => new CodeSegment.FixedText(name, text),
            "timestamp" => new CodeSegment.Timestamp(name),
            "counter" when Number(json, "from") is { } from && Number(json, "to") is { } to && Length(json) is { } length => new CodeSegment.Counter(name, from, to, length),
            "date" => new CodeSegment.Date(name),
            _ => null,
        };
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Number(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;

    private static int? Length(JsonElement json) => Number(json, "length") is >= 0 and <= 1000 and var length ? (int)length : null;

    private static string NameOf(CodeAlphabet alphabet) => alphabet switch
    {
        CodeAlphabet.Digits => "digits",
        CodeAlphabet.Letters => "letters",
        CodeAlphabet.Mixed => "mixed",
    };

    private static CodeAlphabet? AlphabetOf(string? name) => name switch
    {
        "digits" => CodeAlphabet.Digits,
        "letters" => CodeAlphabet.Letters,
        "mixed" => CodeAlphabet.Mixed,
        _ => null,
    };
}
