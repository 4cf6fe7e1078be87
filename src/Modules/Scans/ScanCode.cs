using Yaosu.Batches.Contracts;
using Yaosu.Codes.Contracts;
using Yaosu.Drugs.Contracts;
using Yaosu.Orgs.Contracts;

namespace Yaosu.Scans;

/// <param name="Drug">Null for goods that are no drug, for codes of no goods, and while nothing may be said of the goods.</param>
/// <param name="Batch">Null for codes that are in none, or in more than one.</param>
/// <param name="IsMixed">A package whose codes are not all of one batch: those in it say more.</param>
public sealed record ScanAnswer(ScannedFacts Code, string Enterprise, DrugCard? Drug, ScannedBatch? Batch = null, bool IsMixed = false)
{
    /// <summary>Set where somebody of the enterprise looks at what others would see.</summary>
    public ScanPreview? Preview { get; init; }

    /// <summary>Goods of a batch are said to be what they are once it is active.</summary>
    public bool TellsGoods => !IsMixed && Batch is null or { State: BatchState.Active };

    /// <summary>A package of codes may be of no goods; a batch never is.</summary>
    public (string? Name, string? Spec, string? Description) Goods => Batch is { } batch ? (batch.Goods, batch.Spec, batch.Description) : (Code.Goods, Code.Spec, Code.Description);
}

/// <param name="Url">Of the preview, for other states.</param>
public sealed record ScanPreview(string Url);

/// <summary>What a code says to whoever scans it.</summary>
public sealed class ScanCode(ScannedCodes codes, ScannedBatches batches, OrgNames orgs, DrugCards drugs, TimeProvider time)
{
    private const int MostKept = 5_000;

    // A changed leaflet is on the page a second later, however many scan.
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    private readonly ForAMoment<ScannedCode, ScannedFacts?> _kinds = new(time, Moment, MostKept);
    private readonly ForAMoment<(long OrgId, long PackageId), PlacesOfPackage> _places = new(time, Moment, MostKept);
    private readonly ForAMoment<(ScannedCode Kind, BatchPlace Place), ScanAnswer?> _answers = new(time, Moment, MostKept);

    /// <returns>Null for everything that isn't a code of this merchant: a guess learns nothing else.</returns>
    public async Task<(ScannedCode Code, ScanAnswer Answer)?> FindAsync(string merchant, string typed, CancellationToken ct = default)
    {
        if (await codes.FindAsync(typed, ct) is { } made && await AnswerAsync(merchant, made) is { } answer)
            return (made, answer);
        return await codes.FindOwnAsync(merchant, typed, ct) is { } own && await AnswerAsync(merchant, own) is { } said ? (own, said) : null;
    }

    /// <summary>What consumers would see of a batch.</summary>
    /// <param name="state">As if it were in it; null for the one that it is in.</param>
    public async Task<Outcome<ScanAnswer>> PreviewAsync(Actor actor, long batchId, BatchState? state, CancellationToken ct = default)
    {
        var found = await batches.PreviewAsync(actor, batchId, state, ct);
        if (!found.TryGet(out var preview))
            return found.Refusal!;
        var facts = preview.PackageId is { } package ? await codes.TellAsync(new("", actor.OrgId, package, 1, preview.First), ct) : null;
        return await ComposeAsync(actor.OrgId, facts ?? new(preview.MerchantCode, preview.Merchant, null, false, false, null, null, null, null), preview.Batch, isMixed: false) is { } answer
            ? answer with { Preview = new(ScannedBatches.PreviewUrl(batchId)) }
            : ScansRefusals.NothingToPreview;
    }

    private async Task<ScanAnswer?> AnswerAsync(string merchant, ScannedCode code)
    {
        // The same for all codes of its kind that are in one batch, so it is kept under none of them.
        var kind = code with { Code = "", Serial = 0 };
        if (await _kinds.GetAsync(kind, kind => codes.TellAsync(kind)) is not { } facts || !string.Equals(facts.MerchantCode, merchant, StringComparison.OrdinalIgnoreCase))
            return null;
        var places = await _places.GetAsync((code.OrgId, code.PackageId), key => batches.OfPackageAsync(key.OrgId, key.PackageId));
        return await _answers.GetAsync((kind, await places.FindAsync(facts.LeavesUnder(code.Serial))), TellAsync);
    }

    /// <summary>Asked anew rather than of what is kept: two moments would be too long.</summary>
    private async Task<ScanAnswer?> TellAsync((ScannedCode Kind, BatchPlace Place) key)
    {
        var (kind, place) = key;
        if (await codes.TellAsync(kind) is not { } facts)
            return null;
        return await ComposeAsync(kind.OrgId, facts, place.BatchId is { } batch ? await batches.TellAsync(kind.OrgId, batch) : null, place.IsMixed);
    }

    private async Task<ScanAnswer?> ComposeAsync(long orgId, ScannedFacts facts, ScannedBatch? batch, bool isMixed)
    {
        if (await orgs.FindAsync(orgId) is not { } enterprise)
            return null;
        var answer = new ScanAnswer(facts, enterprise, null, batch, isMixed);
        return answer.TellsGoods && (batch is null ? facts.DrugId : batch.DrugId) is { } drug ? answer with { Drug = await drugs.FindAsync(orgId, drug) } : answer;
    }
}
