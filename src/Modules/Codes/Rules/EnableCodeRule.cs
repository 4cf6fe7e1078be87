using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;

namespace Yaosu.Codes.Rules;

/// <summary>Takes a rule out of what codes can be made with, or back into it. Codes that were made with it stay valid.</summary>
public sealed class EnableCodeRule(AppDbFactory databases)
{
    public async Task<Outcome> RunAsync(Actor actor, long id, bool enabled, CancellationToken ct = default)
    {
        if (actor.Lacks(CodesPermissions.ManageRules) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        if (await db.Set<CodeRule>().SingleOrDefaultAsync(x => x.Id == id, ct) is not { } rule)
            return CodesRefusals.RuleNotFound;
        var wanted = enabled ? CodeRuleState.InForce : CodeRuleState.Disabled;
        if (rule.State == wanted)
            return enabled ? CodesRefusals.RuleAlreadyInForce : CodesRefusals.RuleAlreadyDisabled;
        (rule.State, rule.UpdatedAt) = (wanted, databases.Time.UtcNow());
        db.Record(enabled ? CodesActions.RuleEnabled : CodesActions.RuleDisabled, rule);
        db.Touch(CodeRuleList.Topic);
        return await db.TrySaveAsync(CodesRefusals.RuleChangedMeanwhile, ct: ct);
    }
}
