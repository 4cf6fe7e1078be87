namespace Yaosu.Platform.Sms;

/// <summary>A message that the product sends to phones, declared by the module that sends it with <c>AddSmsKind</c>.</summary>
/// <param name="Code">Stable, <c>module.thing</c>; names the provider's template in the settings.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Text">What it says, with {places} for values: the words of the provider's template.</param>
/// <param name="GoodFor">After this long it is no longer sent: a code that has run out only confuses.</param>
public sealed record SmsKind(string Code, string Name, string Text, TimeSpan GoodFor)
{
    internal string Say(IReadOnlyDictionary<string, string> values) =>
        values.Aggregate(Text, (text, value) => text.Replace($"{{{value.Key}}}", value.Value, StringComparison.Ordinal));
}
