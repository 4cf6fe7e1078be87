using Yaosu.Platform.Background;
using Yaosu.Platform.Data;

namespace Yaosu.Platform.Exports;

/// <summary>A file that is no list: written in the background and fetched like every other export.</summary>
/// <typeparam name="TWanted">What it is made of; kept as JSON in the job. Ids of what never changes, so that a second try gives the same file.</typeparam>
public abstract class FileExport<TWanted> : ExportDefinition
    where TWanted : class
{
    public sealed override IReadOnlyList<ExportColumnName> ColumnNames { get; } = [new("file", "全部内容")];

    internal sealed override Type FilterType => typeof(TWanted);

    /// <summary>What this one is called.</summary>
    protected abstract string TitleOf(TWanted wanted);

    /// <returns>How many there are in it.</returns>
    /// <exception cref="Jobs.JobRefusedException">It can't be made; trying again won't help.</exception>
    protected abstract Task<long> WriteAsync(AppDb db, TWanted wanted, Stream target, Action<long, long> progress, CancellationToken ct);

    internal sealed override string TitleOf(string filterJson) => TitleOf(StoredJson.Read<TWanted>(filterJson));

    internal sealed override Task<string> PinAsync(AppDb db, string filterJson, CancellationToken ct) => Task.FromResult(filterJson);

    internal sealed override string Said(string filterJson) => "无";

    internal sealed override Task<long> WriteAsync(AppDb db, ExportArguments wanted, Stream target, Action<long, long> progress, CancellationToken ct) =>
        WriteAsync(db, StoredJson.Read<TWanted>(wanted.FilterJson), target, progress, ct);
}
