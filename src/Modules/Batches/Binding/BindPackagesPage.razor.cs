using Microsoft.AspNetCore.Components;
using Yaosu.Batches.Registry;
using Yaosu.Platform.Access;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Batches.Binding;

public sealed partial class BindPackagesPage
{
    private readonly PackageChoice _choice = new();
    private IReadOnlyList<BindablePackage>? _packages;
    private Refusal? _missing;
    private string? _title;

    [Parameter]
    public long Id { get; set; }

    [Inject]
    private BatchList Batches { get; set; } = default!;

    [Inject]
    private BindPackages Bind { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Inject]
    private Toasts Toasts { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private IReadOnlyList<Crumb> Above => _title is null ? BatchPage.Above : [.. BatchPage.Above, new(_title, BatchesUrls.Batch(Id))];

    protected override async Task OnInitializedAsync()
    {
        var actor = await Current.GetAsync();
        var offered = await Bind.OfferAsync(actor, Id);
        if (!offered.TryGet(out _packages))
            _missing = offered.Refusal;
        else if ((await Batches.FindAsync(actor, Id)).TryGet(out var batch))
            _title = batch.Batch.BatchNumber;
    }

    private async Task<Outcome> BindAsync(PackageChoice choice)
    {
        var bound = await Bind.RunAsync(await Current.GetAsync(), Id, choice.Packages);
        if (!bound.TryGet(out var codes))
            return Outcome.Refused(bound.Refusals.ToList());
        Toasts.Tell(Outcome.Done, $"已关联 {Format.Count(codes)} 个码。");
        return Outcome.Done;
    }
}
