using Yaosu.Platform.Doctor;
using Yaosu.Server.Hosting;

namespace Yaosu.Server.Verbs;

internal sealed class Doctor : DatabaseVerb
{
    public override string Name => "doctor";

    public override string Arguments => "[--json]";

    public override string About => "检查数据库结构、审计链、文件和任务；有异常时退出码为 1";

    protected override async Task<int> RunAsync(WebApplication app, ProductDatabase database, VerbArguments arguments) =>
        Tell(await app.Services.GetRequiredService<Examine>().RunAsync(app.Lifetime.ApplicationStopping), arguments);

    internal static int Tell(Examination examination, VerbArguments arguments)
    {
        if (arguments.Has("--json"))
            ExaminationReport.PrintJson(examination);
        else
            ExaminationReport.Print(examination);
        return examination.IsHealthy ? 0 : 1;
    }
}

internal sealed class VerifyAudit : DatabaseVerb
{
    public override string Name => "verify-audit";

    public override string Arguments => "[--json]";

    public override string About => "只检查各企业的审计链";

    protected override async Task<int> RunAsync(WebApplication app, ProductDatabase database, VerbArguments arguments) =>
        Doctor.Tell(await app.Services.GetRequiredService<Examine>().AuditOnlyAsync(app.Lifetime.ApplicationStopping), arguments);
}
