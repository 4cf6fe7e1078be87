using System.Globalization;

namespace Yaosu.Platform.Labels;

/// <summary>Every "no" of printing labels.</summary>
public static class LabelRefusals
{
    public static Refusal ContentTooLong(long number, LabelFormat format) => new(
        "label.content-too-long",
        string.Create(CultureInfo.InvariantCulture, $"第 {number} 个标签的二维码内容过长，印在 {format.Width:0.#}×{format.Height:0.#} 毫米的标签上无法扫描；请缩短内容或改用更大的标签。"));

    public static Refusal TextTooLong(long number, LabelFormat format) => new(
        "label.text-too-long",
        string.Create(CultureInfo.InvariantCulture, $"第 {number} 个标签的文字过长，{format.Width:0.#}×{format.Height:0.#} 毫米的标签放不下；请缩短文字或改用更大的标签。"));
}

/// <summary>A label can't be printed so that it is of use. The file is unfinished and must be thrown away.</summary>
public sealed class LabelLimitException(Refusal refusal) : Exception(refusal.Text)
{
    public Refusal Refusal { get; } = refusal;
}
