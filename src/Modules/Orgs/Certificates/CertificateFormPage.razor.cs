using Microsoft.AspNetCore.Components;
using Yaosu.Orgs.Account;
using Yaosu.Platform.Access;
using Yaosu.Platform.Data;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Orgs.Certificates;

public sealed partial class CertificateFormPage
{
    private static readonly IReadOnlyList<Crumb> Above = [new("数字证书管理", OrgsUrls.Certificates)];

    private CertificateForm? _form;
    private UploadedFile? _file;
    private CertificateFacts? _facts;
    private Refusal? _unreadable;
    private Refusal? _missing;
    private string _name = "";
    private string _savedUrl = OrgsUrls.Certificates;

    /// <summary>Of the account whose certificate is replaced; null for a new one.</summary>
    [Parameter]
    public long? Id { get; set; }

    [Inject]
    private CertificateFile Files { get; set; } = default!;

    [Inject]
    private CertificateList Certificates { get; set; } = default!;

    [Inject]
    private AddCertificate Add { get; set; } = default!;

    [Inject]
    private ReplaceCertificate Replace { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        if (Id is { } id)
        {
            var found = await Certificates.FindAsync(await Current.GetAsync(), id);
            if (!found.TryGet(out var detail))
            {
                _missing = found.Refusal;
                return;
            }
            _name = detail.Name;
        }
        _form = new();
    }

    /// <summary>Shows what the file says before anything is kept.</summary>
    private async Task ReadAsync(UploadedFile? file)
    {
        (_file, _facts, _unreadable, _form!.FileId) = (file, null, null, file?.Id);
        if (file is null)
            return;
        var read = await Files.ReadAsync(await Current.GetAsync(), file.Id);
        if (!read.TryGet(out var facts))
        {
            _unreadable = read.Refusal;
            return;
        }
        (_facts, _form.Number) = (facts, facts.Number ?? _form.Number);
        if (string.IsNullOrWhiteSpace(_form.Name))
            _form.Name = StoredText.Cut(facts.CommonName, User.NameLength);
    }

    private async Task<Outcome> SaveAsync(CertificateForm form)
    {
        var actor = await Current.GetAsync();
        var read = await Files.ReadAsync(actor, form.FileId);
        if (!read.TryGet(out var facts))
            return read.Refusal!;
        if (Id is { } id)
        {
            _savedUrl = OrgsUrls.Certificate(id);
            return await Replace.RunAsync(actor, id, facts);
        }
        var added = await Add.RunAsync(actor, facts, form.Number, form.Name);
        if (added.TryGet(out var account))
            _savedUrl = OrgsUrls.Certificate(account);
        return added;
    }
}
