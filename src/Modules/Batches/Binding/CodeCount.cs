using Yaosu.Codes;
using Yaosu.Codes.Contracts;

namespace Yaosu.Batches.Binding;

/// <summary>标识数量: codes of all levels, as 生码 counts them.</summary>
internal static class CodeCount
{
    /// <summary>A larger package counts once all that lies in it is there; where nobody knows what does, once the whole package of codes is.</summary>
    public static long Of(SpanSet spans, ReadyPackage package)
    {
        if (spans.Count == package.Leaves)
            return package.Total;
        var count = spans.Count;
        if (!package.Linked)
            return count;
        var packing = package.Packing;
        for (var level = 2; level <= packing.Count; level++)
        {
            var size = packing.LeavesIn(level);
            foreach (var span in spans.Spans)
                count += Math.Max(0, (span.To / size) - ((span.From + size - 1) / size));
        }
        return count;
    }
}
