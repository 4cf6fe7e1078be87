using System.Text.Encodings.Web;
using System.Text.Json;

namespace Yaosu.Platform.Background;

/// <summary>How arguments, checkpoints and payloads are kept in rows.</summary>
internal static class StoredJson
{
    // Chinese stays readable in the database.
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    internal static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options)
        ?? throw new JsonException($"A stored {typeof(T).Name} is null.");
}
