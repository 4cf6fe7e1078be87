using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;

namespace Yaosu.Codes.Rules;

/// <summary>Deletes a rule that nothing refers to: the database itself refuses the others.</summary>
public sealed class DeleteCodeRule(AppDbFactory databases)
{
    public async Task<Outcome> RunAsync(Actor actor, long id, CancellationToken ct = default)
    {
        if (actor.Lacks(CodesPermissions.ManageRules) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        if (await db.Set<CodeRule>().SingleOrDefaultAsync(x => x.Id == id, ct) is not { } rule)
            return CodesRefusals.RuleNotFound;
        db.Remove(rule);
        db.Record(CodesActions.RuleDeleted, rule);
        db.Touch(CodeRuleList.Topic);
        return await db.TrySaveAsync(CodesRefusals.RuleChangedMeanwhile, stillUsed: CodesRefusals.RuleInUse, ct: ct);
    }
}
