using Yaosu.Platform.Jobs;

namespace Yaosu.Codes.Packages;

public sealed record MakePackageArguments(long PackageId);

/// <summary>生码 in the background.</summary>
internal sealed class MakePackageJob(MakePackage make) : IJobHandler<MakePackageArguments>
{
    public const string JobKind = "codes.make-package";

    public static string Kind => JobKind;

    public async Task RunAsync(JobContext<MakePackageArguments> job, CancellationToken ct)
    {
        var made = await make.RunAsync(job.Actor, job.Arguments.PackageId, (done, total) => job.Progress(done, total), ct);
        if (made.Refusal is { } refusal)
            throw new JobRefusedException(refusal);
    }
}
