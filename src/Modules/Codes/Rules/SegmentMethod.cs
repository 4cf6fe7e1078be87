using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Codes.Rules;

/// <summary>生成方式: the kinds of <see cref="CodeSegment"/> as a form offers them.</summary>
public enum SegmentMethod
{
    [Label("防伪字符")]
    Guard,

    [Label("自定义内容")]
    FixedText,

    [Label("时间戳")]
    Timestamp,

    [Label("自增数")]
    Counter,

    [Label("时间日期")]
    Date,
}

internal static class SegmentMethods
{
    extension(SegmentMethod method)
    {
        internal string Name => Labels.Of(method);
    }

    extension(CodeSegment segment)
    {
        internal SegmentMethod Method => segment switch
        {
            CodeSegment.Guard => SegmentMethod.Guard,
            CodeSegment.FixedText => SegmentMethod.FixedText,
            CodeSegment.Timestamp => SegmentMethod.Timestamp,
            CodeSegment.Counter => SegmentMethod.Counter,
            CodeSegment.Date => SegmentMethod.Date,
            _ => throw new NotSupportedException(segment.GetType().Name),
        };

        /// <summary>Method, content and length in one line.</summary>
        internal string Told => segment switch
        {
            CodeSegment.Guard guard => $"防伪字符 {guard.Alphabet.Text}，{guard.Length} 位",
            CodeSegment.FixedText text => $"自定义内容 {text.Text}，{text.Length} 位",
            CodeSegment.Counter counter => $"自增数 {counter.From} 至 {counter.To}，{counter.Length} 位",
            _ => $"{segment.Method.Name}，{segment.Length} 位",
        };

        /// <summary>What stands in the code, for tables.</summary>
        internal string Content => segment switch
        {
            CodeSegment.Guard guard => guard.Alphabet.Text,
            CodeSegment.FixedText text => text.Text,
            CodeSegment.Timestamp => "生成时刻的秒数",
            CodeSegment.Counter counter => $"{counter.From} 至 {counter.To}",
            CodeSegment.Date => "生成当天的年月日",
            _ => throw new NotSupportedException(segment.GetType().Name),
        };
    }
}
