namespace Yaosu;

/// <summary>The Chinese word people read for an entity or one of its fields: in the audit log, in forms, in refusals.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property | AttributeTargets.Field)]
public sealed class LabelAttribute(string text) : Attribute
{
    public string Text { get; } = text;
}

/// <summary>A field whose values never reach the audit log; only that it changed.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretAttribute : Attribute;
