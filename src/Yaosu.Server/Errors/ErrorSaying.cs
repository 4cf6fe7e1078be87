namespace Yaosu.Server.Errors;

/// <summary>What the error page says instead of its usual words for the status; set as a feature of the request by whoever refuses it.</summary>
internal sealed record ErrorSaying(string Title, string Text, bool Retry = false);
