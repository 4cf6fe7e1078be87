using Microsoft.AspNetCore.Components;
using Yaosu.Orgs.Access;
using Yaosu.Orgs.Certificates;
using Yaosu.Orgs.Stores;
using Yaosu.Platform.Access;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Orgs.People;

public sealed partial class PersonPage
{
    private static readonly IReadOnlyList<Crumb> Above = [new("组织架构", OrgsUrls.People)];

    private PersonForm? _form;
    private Refusal? _missing;
    private string _title = "";
    private bool _mayManage;
    private bool _isHeadquarters;
    private bool _mayGiveAllStores;
    private int _storesBeyond;
    private IReadOnlyList<DepartmentNode> _units = [];
    private IReadOnlyList<(long Id, string Name)> _roles = [];

    [Parameter]
    public long? Id { get; set; }

    /// <summary>Where a new person starts.</summary>
    [SupplyParameterFromQuery]
    private long? Department { get; set; }

    [Inject]
    private AddPerson Add { get; set; } = default!;

    [Inject]
    private ChangePerson Change { get; set; } = default!;

    [Inject]
    private DepartmentQuery Departments { get; set; } = default!;

    [Inject]
    private RoleList Roles { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Inject]
    private Dialogs Dialogs { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        var actor = await Current.GetAsync();
        _mayManage = actor.May(OrgsPermissions.ManagePeople);
        (_isHeadquarters, _mayGiveAllStores) = (actor.IsHeadquarters, actor.Stores is null);
        _roles = await Roles.NamesAsync(actor);
        _units = [.. (await Departments.RunAsync(actor)).SelectMany(unit => unit.WithBelow()).Where(unit => actor.Sees(unit.Id))];
        if (Id is not { } id)
        {
            _form = new()
            {
                DepartmentId = _units.Any(unit => unit.Id == Department) ? Department : null,
                Stores = !_isHeadquarters ? null : _mayGiveAllStores ? StoreChoice.Everything : StoreChoice.Of([]),
            };
            return;
        }
        var found = await Change.FindAsync(actor, id);
        if (!found.TryGet(out var person))
            _missing = found.Refusal;
        else if (person.IsMain)
            _missing = OrgsRefusals.MainAccountStays;
        else if (person.Certificate == CertificateKind.Old)
            _missing = OrgsRefusals.OldCertificateElsewhere;
        else
            (_form, _title, _storesBeyond) = (PersonForm.Of(person), person.Details.Name, person.StoresBeyond);
    }

    private async Task<Outcome> SaveAsync(PersonForm form)
    {
        var actor = await Current.GetAsync();
        if (Id is { } id)
            return await Change.RunAsync(actor, id, form.Version, form.Details);
        var added = await Add.RunAsync(actor, new(form.SignInName ?? "", form.Details, form.NewPassword, form.RepeatPassword));
        if (added.TryGet(out var person) && string.IsNullOrEmpty(form.NewPassword))
            await PasswordShown.ShowAsync(Dialogs, form.Name!, person.SignInName, person.Password);
        return added;
    }

    private async Task<PersonForm> ReadAsync() => PersonForm.Of((await Change.FindAsync(await Current.GetAsync(), Id!.Value)).Value);

    private string UnitName(long? id) => _units.FirstOrDefault(unit => unit.Id == id) is { } unit ? new string('　', unit.Level - 1) + unit.Name : "";
}
