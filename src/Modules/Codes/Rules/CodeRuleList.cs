using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Yaosu.Codes.Merchants;
using Yaosu.Codes.Products;
using Yaosu.Platform.Data;
using Yaosu.Platform.Paging;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Codes.Rules;

/// <param name="Name">Part of it.</param>
/// <param name="Merchant">Part of its name, or its whole code.</param>
/// <param name="UpTo">The newest that an export takes; null for all.</param>
public sealed record CodeRuleFilter(string? Name = null, string? Merchant = null, CodeRuleState? State = null, long? UpTo = null);

public sealed record CodeRuleRow(long Id, string Name, string Merchant, int Length, StoredLayout Layout, DateTime UpdatedAt, CodeRuleState State)
{
    /// <summary>不可防伪. What can't be read is not called so.</summary>
    internal bool IsGuessable => Layout.Read().TryGet(out var layout) && layout.IsGuessable;
}

/// <summary>A rule with the merchant that it is of.</summary>
public sealed record CodeRuleShown(CodeRule Rule, PickChoice Merchant);

/// <summary>The rules of the enterprise's merchants.</summary>
public sealed class CodeRuleList(AppDbFactory databases)
{
    public const string Topic = "code-rules";

    public static readonly SortMap<CodeRule> Sorts = new SortMap<CodeRule>(x => x.Id, "id", defaultDescending: true)
        .By("id", x => x.Id)
        .By("name", x => x.Name)
        .By("length", x => x.Length)
        .By("updated", x => x.UpdatedAt);

    public async Task<Outcome<Page<CodeRuleRow>>> RunAsync(Actor actor, CodeRuleFilter filter, PageRequest page, CancellationToken ct = default)
    {
        if (actor.Lacks(CodesPermissions.ViewRules) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        return await Filtered(db, filter).ToPageAsync(Sorts, page, Row(db), ct);
    }

    public async Task<Outcome<CodeRuleShown>> FindAsync(Actor actor, long id, CancellationToken ct = default)
    {
        if (actor.Lacks(CodesPermissions.ViewRules) is { } refusal)
            return refusal;
        await using var db = databases.Open(actor);
        if (await db.Set<CodeRule>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == id, ct) is not { } rule)
            return CodesRefusals.RuleNotFound;
        var merchant = await db.Set<Merchant>().AsNoTracking().SingleAsync(x => x.Id == rule.MerchantId, ct);
        return new CodeRuleShown(rule, FindMerchants.Choice(merchant.Id, merchant.Name, merchant.Code));
    }

    internal static Expression<Func<CodeRule, CodeRuleRow>> Row(AppDb db) => x =>
        new(x.Id, x.Name, db.Set<Merchant>().Where(merchant => merchant.Id == x.MerchantId).Select(merchant => merchant.Name).First(), x.Length, x.Layout, x.UpdatedAt, x.State);

    internal static IQueryable<CodeRule> Filtered(AppDb db, CodeRuleFilter filter)
    {
        var rules = db.Set<CodeRule>().AsNoTracking();
        if (filter.Name is { Length: > 0 } name)
            rules = rules.Where(x => x.Name.Contains(name));
        if (filter.Merchant is { Length: > 0 } merchant)
        {
            var code = merchant.ToUpperInvariant();
            rules = rules.Where(x => db.Set<Merchant>().Any(owner => owner.Id == x.MerchantId && (owner.Name.Contains(merchant) || owner.Code == code)));
        }
        if (filter.State is { } state)
            rules = rules.Where(x => x.State == state);
        return filter.UpTo is { } newest ? rules.Where(x => x.Id <= newest) : rules;
    }
}
