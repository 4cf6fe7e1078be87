namespace Yaosu.Codes.Rules;

/// <summary>A layout as a row keeps it, and as lists and the history tell it. A struct: a class would look to the model like another table.</summary>
public readonly record struct StoredLayout(string Json)
{
    public const int JsonLength = 4000;

    public static StoredLayout Of(CodeLayout layout) => new(layout.ToJson());

    public Outcome<CodeLayout> Read() => CodeLayout.Parse(Json);

    /// <summary>自定义内容4 + 防伪字符20.</summary>
    public string Short => Told(" + ", segment => $"{segment.Method.Name}{segment.Length}");

    public override string ToString() => Told("；", segment => $"{segment.Name}：{segment.Told}");

    private string Told(string between, Func<CodeSegment, string> tell)
    {
        var read = Read();
        return read.TryGet(out var layout) ? string.Join(between, layout.Segments.Select(tell)) : read.Refusal!.Text;
    }
}
