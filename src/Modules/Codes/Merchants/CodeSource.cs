namespace Yaosu.Codes.Merchants;

/// <summary>码来源. Never changes: codes that are out there would mean something else.</summary>
public enum CodeSource
{
    [Label("药溯平台")]
    Platform,

    /// <summary>The enterprise brings its own codes, which must begin with one of the merchant's prefixes; none are made here.</summary>
    [Label("企业自有")]
    Own,
}
