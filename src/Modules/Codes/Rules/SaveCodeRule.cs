using Microsoft.EntityFrameworkCore;
using Yaosu.Codes.Merchants;
using Yaosu.Platform.Data;

namespace Yaosu.Codes.Rules;

/// <summary>What somebody says of a rule.</summary>
/// <param name="Length">码长度; the segments must fill it.</param>
public sealed record CodeRuleFacts(string Name, long MerchantId, int Length, IReadOnlyList<CodeSegment> Segments);

/// <summary>Adds a rule, which is in force at once, or changes one. Codes that were made with it stay as they are.</summary>
public sealed class SaveCodeRule(AppDbFactory databases)
{
    public async Task<Outcome<long>> RunAsync(Actor actor, long? id, int version, CodeRuleFacts wanted, CancellationToken ct = default)
    {
        if (actor.Lacks(CodesPermissions.ManageRules) is { } refusal)
            return refusal;
        var checkedFacts = CodeRuleRules.Check(wanted);
        if (!checkedFacts.TryGet(out var facts))
            return Outcome<long>.Refused(checkedFacts.Refusals.ToList());

        await using var db = databases.Open(actor);
        if (await db.Set<CodeRule>().AnyAsync(x => x.Name == facts.Name && x.Id != id, ct))
            return CodesRefusals.RuleNameTaken;
        return id is { } known ? await ChangeAsync(db, known, version, wanted.MerchantId, facts.Name, facts.Layout, ct) : await AddAsync(db, wanted.MerchantId, facts.Name, facts.Layout, ct);
    }

    private async Task<Outcome<long>> AddAsync(AppDb db, long merchantId, string name, CodeLayout layout, CancellationToken ct)
    {
        if (await db.Set<Merchant>().Where(x => x.Id == merchantId).Select(x => (CodeSource?)x.Source).SingleOrDefaultAsync(ct) is not { } source)
            return CodesRefusals.RuleMerchantNeeded;
        if (source != CodeSource.Platform)
            return CodesRefusals.RuleMerchantOwn;
        var now = databases.Time.UtcNow();
        var rule = new CodeRule { Name = name, MerchantId = merchantId, CreatedAt = now, UpdatedAt = now };
        rule.Put(layout);
        db.Add(rule);
        db.Record(CodesActions.RuleAdded, rule);
        db.Touch(CodeRuleList.Topic);
        var saved = await db.TrySaveAsync(duplicate: CodesRefusals.RuleNameTaken, ct: ct);
        return saved.IsDone ? rule.Id : saved.Refusal!;
    }

    private async Task<Outcome<long>> ChangeAsync(AppDb db, long id, int version, long merchantId, string name, CodeLayout layout, CancellationToken ct)
    {
        if (await db.Set<CodeRule>().SingleOrDefaultAsync(x => x.Id == id, ct) is not { } rule)
            return CodesRefusals.RuleNotFound;
        if (rule.Version != version)
            return CodesRefusals.RuleChangedMeanwhile;
        if (rule.MerchantId != merchantId)
            return CodesRefusals.RuleMerchantFixed;
        rule.Name = name;
        rule.Put(layout);
        if (!db.ChangeTracker.HasChanges())
            return id;
        rule.UpdatedAt = databases.Time.UtcNow();
        db.Record(CodesActions.RuleChanged, rule);
        db.Touch(CodeRuleList.Topic);
        var saved = await db.TrySaveAsync(CodesRefusals.RuleChangedMeanwhile, CodesRefusals.RuleNameTaken, ct: ct);
        return saved.IsDone ? id : saved.Refusal!;
    }
}
