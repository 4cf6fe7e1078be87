using Yaosu.Codes.Contracts;
using Yaosu.Drugs.Contracts;
using Yaosu.Orgs.Contracts;

namespace Yaosu.Scans;

/// <param name="Drug">Null for goods that are no drug, and for codes of no goods.</param>
public sealed record ScanAnswer(ScannedCode Code, string Enterprise, DrugCard? Drug);

/// <summary>What a code says to whoever scans it.</summary>
public sealed class ScanCode(ScannedCodes codes, OrgNames orgs, DrugCards drugs)
{
    /// <returns>Null for everything that isn't a code of this merchant: a guess learns nothing else.</returns>
    public async Task<ScanAnswer?> FindAsync(string merchant, string code, CancellationToken ct = default)
    {
        if (await codes.FindAsync(merchant, code, ct) is not { } found || await orgs.FindAsync(found.OrgId, ct) is not { } enterprise)
            return null;
        return new(found, enterprise, found.DrugId is { } drug ? await drugs.FindAsync(found.OrgId, drug, ct) : null);
    }
}
