using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs.Enterprises;
using Yaosu.Orgs.Onboarding;
using Yaosu.Orgs.SignIn;
using Yaosu.Platform.Data;
using Yaosu.Platform.Imports;

namespace Yaosu.Orgs.Stores;

/// <summary>A chain's headquarters brings its stores in: every line becomes an application that the operators review.</summary>
internal sealed class StoresImport(PlatformPeople operators) : ImportDefinition<StoresImport.Line>
{
    internal const string ImportCode = "orgs.stores";

    private const string CodeColumn = "统一社会信用代码";

    internal sealed class Line
    {
        public string Name { get; set; } = "";

        public string CreditCode { get; set; } = "";

        public string Address { get; set; } = "";

        public string Manager { get; set; } = "";

        public string Phone { get; set; } = "";

        /// <summary>Nobody chooses names for hundreds of stores: the code is unique and on every licence.</summary>
        internal string SignInName => SignInNames.Normalise(CreditCode);
    }

    public override string Code => ImportCode;

    public override string Title => "门店导入";

    public override Permission Permission => OrgsPermissions.ManageStores;

    public override int MostRows => 2_000;

    /// <summary>What he brings in he would not see afterwards, unless he manages whatever comes.</summary>
    public override Refusal? Lacks(Actor actor) => base.Lacks(actor) ?? (actor.Stores is null ? null : OrgsRefusals.AddingStoresNeedsAll);

    protected override IReadOnlyList<ImportColumn<Line>> Columns { get; } =
    [
        ImportColumn<Line>.Text("门店名称", (line, name) => line.Name = StoredText.Clean(name), JoinApplication.TextLength) with { Required = true, Example = "示例大药房一店" },
        ImportColumn<Line>.Of(CodeColumn, "18 位，营业执照上的代码", CreditCode.Parse, (line, code) => line.CreditCode = code.Text) with { Required = true, Unique = true, Example = "91000000MA00000007" },
        ImportColumn<Line>.Text("地址", (line, address) => line.Address = StoredText.Clean(address), JoinApplication.TextLength) with { Required = true, Example = "示例市示例路 1 号" },
        ImportColumn<Line>.Text("负责人", (line, manager) => line.Manager = StoredText.Clean(manager), 40) with { Required = true, Example = "示例·张店长" },
        ImportColumn<Line>.Of("手机号", "11 位手机号，初始密码发送到这里", MobileNumber.Parse, (line, mobile) => line.Phone = mobile.Digits) with { Required = true, Unique = true, Example = "13800000000" },
    ];

    protected override async Task CheckAsync(AppDb db, IReadOnlyList<ImportRow<Line>> rows, CancellationToken ct)
    {
        var good = rows.Where(row => row.IsGood).ToList();
        var codes = good.Select(row => row.Value.CreditCode).ToArray();
        var names = good.Select(row => row.Value.SignInName).ToArray();
        var opened = (await db.Set<Org>().Where(x => codes.Contains(x.CreditCode)).Select(x => x.CreditCode).ToListAsync(ct)).ToHashSet();
        var waiting = (await db.Set<JoinApplication>().Where(x => codes.Contains(x.CreditCode) && x.State == JoinState.Waiting).Select(x => x.CreditCode).ToListAsync(ct)).ToHashSet();
        var taken = (await db.Set<SignInName>().Where(x => names.Contains(x.Name)).Select(x => x.Name).ToListAsync(ct)).ToHashSet();
        // The same code in another spelling: the columns compare what was typed.
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in good)
        {
            if (opened.Contains(row.Value.CreditCode))
                row.Refuse(CodeColumn, OrgsRefusals.CreditCodeTaken);
            else if (waiting.Contains(row.Value.CreditCode))
                row.Refuse(CodeColumn, OrgsRefusals.CreditCodeUnderReview);
            else if (taken.Contains(row.Value.SignInName))
                row.Refuse(CodeColumn, OrgsRefusals.SignInNameTaken);
            else if (!lines.TryAdd(row.Value.CreditCode, row.Line))
                row.Refuse(CodeColumn, OrgsRefusals.StoreTwice(lines[row.Value.CreditCode]));
        }
    }

    protected override async Task SaveAsync(AppDb db, IReadOnlyList<ImportRow<Line>> rows, CancellationToken ct)
    {
        var now = db.Time.UtcNow();
        foreach (var line in rows.Select(row => row.Value))
        {
            var application = new JoinApplication
            {
                Kind = OrgKind.Store,
                CreditCode = line.CreditCode,
                Name = line.Name,
                Address = line.Address,
                LegalPerson = line.Manager,
                ContactName = line.Manager,
                Mobile = line.Phone,
                SignInName = line.SignInName,
                State = JoinState.Waiting,
                CreatedAt = now,
                SubmittedAt = now,
                HeadquartersId = db.OrgId,
            };
            db.Add(application);
            db.Record(OrgsActions.JoinSubmitted, application);
        }
        var chain = await db.Set<Org>().Where(x => x.Id == db.OrgId).Select(x => x.Name).SingleAsync(ct);
        // A little before the commit; should that fail, the operators find nothing new on their desk.
        await operators.TellAsync("连锁门店入驻申请", $"{chain}提交了 {rows.Count} 家门店的入驻申请，请审核。", OrgsUrls.JoinDesk, ct);
    }
}
