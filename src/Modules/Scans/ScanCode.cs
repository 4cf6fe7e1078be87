using Yaosu.Codes.Contracts;
using Yaosu.Drugs.Contracts;
using Yaosu.Orgs.Contracts;

namespace Yaosu.Scans;

/// <param name="Drug">Null for goods that are no drug, and for codes of no goods.</param>
public sealed record ScanAnswer(ScannedFacts Code, string Enterprise, DrugCard? Drug);

/// <summary>What a code says to whoever scans it.</summary>
public sealed class ScanCode(ScannedCodes codes, OrgNames orgs, DrugCards drugs, TimeProvider time)
{
    private const int MostKept = 5_000;

    // A changed leaflet is on the page a second later, however many scan.
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    private readonly ForAMoment<ScannedCode, ScanAnswer?> _answers = new(time, Moment, MostKept);

    /// <returns>Null for everything that isn't a code of this merchant: a guess learns nothing else.</returns>
    public async Task<(ScannedCode Code, ScanAnswer Answer)?> FindAsync(string merchant, string typed, CancellationToken ct = default)
    {
        if (await codes.FindAsync(typed, ct) is { } made && await AnswerAsync(merchant, made) is { } answer)
            return (made, answer);
        return await codes.FindOwnAsync(merchant, typed, ct) is { } own && await AnswerAsync(merchant, own) is { } said ? (own, said) : null;
    }

    private async Task<ScanAnswer?> AnswerAsync(string merchant, ScannedCode code)
    {
        // The same for all codes of its kind, so it is kept under none of them.
        var answer = await _answers.GetAsync(code with { Code = "" }, TellAsync);
        return string.Equals(answer?.Code.MerchantCode, merchant, StringComparison.OrdinalIgnoreCase) ? answer : null;
    }

    private async Task<ScanAnswer?> TellAsync(ScannedCode code)
    {
        if (await orgs.FindAsync(code.OrgId) is not { } enterprise || await codes.TellAsync(code) is not { } facts)
            return null;
        return new(facts, enterprise, facts.DrugId is { } drug ? await drugs.FindAsync(code.OrgId, drug) : null);
    }
}
