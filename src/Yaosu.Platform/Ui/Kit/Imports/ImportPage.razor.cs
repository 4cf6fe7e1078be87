using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Yaosu.Platform.Access;
using Yaosu.Platform.Imports;
using Yaosu.Platform.Jobs;
using Yaosu.Platform.Live;

namespace Yaosu.Platform.Ui.Kit;

/// <summary>The whole page of an import: <c>&lt;ImportPage Code="orgs.people" Title="批量导入员工" DoneUrl="…" /&gt;</c>.</summary>
public sealed partial class ImportPage
{
    private UploadedFile? _file;
    private ImportReport? _report;
    private ImportState? _running;
    private string? _refused;
    private bool _checking;
    private bool _busy;
    private bool _missing;
    private bool _reading;

    /// <summary>Of the <see cref="ImportDefinition"/>.</summary>
    [Parameter, EditorRequired]
    public string Code { get; set; } = "";

    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    [Parameter]
    public string? Subtitle { get; set; }

    [Parameter]
    public IReadOnlyList<Crumb>? Breadcrumb { get; set; }

    /// <summary>Where to see what was imported; null for nowhere.</summary>
    [Parameter]
    public string? DoneUrl { get; set; }

    [Inject]
    private CheckImport Check { get; set; } = default!;

    [Inject]
    private StartImport Start { get; set; } = default!;

    [Inject]
    private ImportProgress Progress { get; set; } = default!;

    [Inject]
    private ICurrentActor Current { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private string Here => "/" + Navigation.ToBaseRelativePath(Navigation.Uri).Split('?', '#')[0];

    protected override async Task OnInitializedAsync()
    {
        var query = QueryHelpers.ParseQuery(new Uri(Navigation.Uri).Query);
        if (query.TryGetValue(ImportUrls.JobParameter, out var named) && long.TryParse(named, NumberStyles.None, CultureInfo.InvariantCulture, out var job))
            await ShowAsync(job);
    }

    protected override Task RefreshAsync() => _running is { } running ? ReadAsync(running.JobId) : Task.CompletedTask;

    private async Task ShowAsync(long job)
    {
        _reading = true;
        Watch(new LiveTopic((await Current.GetAsync()).OrgId, JobTopics.Of(job)));
        await ReadAsync(job);
        (_reading, _missing) = (false, _running is null);
    }

    private async Task ReadAsync(long job) => _running = await Progress.RunAsync(await Current.GetAsync(), Code, job);

    private async Task UploadedAsync(UploadedFile? file)
    {
        (_file, _report, _refused, _missing) = (file, null, null, false);
        if (file is null)
            return;
        _checking = _busy = true;
        StateHasChanged();
        try
        {
            var checkedFile = await Check.RunAsync(await Current.GetAsync(), Code, file.Id);
            if (checkedFile.TryGet(out var report))
                _report = report;
            else
                _refused = checkedFile.Refusal!.Text;
        }
        finally
        {
            _checking = _busy = false;
        }
    }

    private async Task StartAsync(bool leaveOutBad)
    {
        if (_busy || _report is not { } report)
            return;
        (_busy, _refused) = (true, null);
        try
        {
            var started = await Start.RunAsync(await Current.GetAsync(), Code, report.FileId, leaveOutBad, Here);
            if (!started.TryGet(out var job))
            {
                _refused = started.Refusal!.Text;
                return;
            }
            Navigation.NavigateTo(ImportUrls.Progress(Here, job), replace: true);
            await ShowAsync(job);
        }
        finally
        {
            _busy = false;
        }
    }

    private void Again()
    {
        (_file, _report, _running, _refused) = (null, null, null, null);
        Navigation.NavigateTo(Here, replace: true);
    }
}
