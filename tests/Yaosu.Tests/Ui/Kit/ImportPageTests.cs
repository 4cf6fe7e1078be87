using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Yaosu.Platform.Access;
using Yaosu.Platform.Files;
using Yaosu.Platform.Imports;
using Yaosu.Platform.Live;
using Yaosu.Platform.Jobs;
using Yaosu.Platform.Ui.Kit;
using Yaosu.Tests.Platform.Exports;
using Yaosu.Tests.Platform.Imports;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Ui.Kit;

public sealed class ImportPageTests : KitContext, IClassFixture<TestDatabase>, IAsyncLifetime
{
    private static long _orgs = 8_900;

    private readonly TestDatabase _database;
    private readonly People _people = new();
    private readonly PeopleImport _import = new();
    private readonly Actor _wang;
    private ImportBench _bench = null!;

    public ImportPageTests(TestDatabase database)
    {
        _database = database;
        _wang = _people.Now(new()
        {
            Kind = ActorKind.Person,
            OrgId = Interlocked.Increment(ref _orgs),
            UserId = 1,
            Name = "王芳",
            Permissions = new HashSet<string> { PeopleImport.Right.Code },
        });
    }

    public async ValueTask InitializeAsync()
    {
        _bench = await ImportBench.StartAsync(_database, _people, _import);
        Services.AddSingleton<ILiveTopics>(_database.Live);
        Services.AddSingleton<ICurrentActor>(new Circuit(_wang));
        Services.AddSingleton(_bench.Get<CheckImport>());
        Services.AddSingleton(_bench.Get<StartImport>());
        Services.AddSingleton(_bench.Get<ImportProgress>());
        Navigation.NavigateTo("/people/import");
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await _bench.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public void It_begins_with_the_template_and_the_file()
    {
        var page = Open();
        page.Find("a[download]").GetAttribute("href").Should().Be("/imports/test.people/template");
        page.Find("input[type=file]").GetAttribute("accept").Should().Be(".xlsx,.csv,.txt");
        page.FindAll("button").Should().BeEmpty();
    }

    [Fact]
    public async Task Faults_stand_in_a_table_and_only_good_lines_can_be_imported()
    {
        var page = Open();
        await UploadAsync(page, "姓名,年龄,备注\n甲,20,\n乙,x,\n");

        page.Find(".ys-alert-warn").TextContent.Should().Be("共 2 行，1 行可以导入，1 行有问题。");
        page.FindAll("tbody td").Select(cell => cell.TextContent).Should().Equal("3", "年龄", "应为 1 至 150 的整数，请修改。");
        page.Markup.Should().Contain("以下列不在模板中，不会导入：备注。");
        page.FindAll("button").Select(button => button.TextContent).Should().Equal("移除", "只导入没有问题的 1 行");
    }

    [Fact]
    public async Task A_file_that_can_not_be_read_is_refused_with_its_sentence()
    {
        var page = Open();
        await UploadAsync(page, "手机号\n1\n");
        page.FindAll("[role=alert] .ys-error").Select(error => error.TextContent).Should().ContainSingle().Which.Should().Contain("表头缺少“姓名”列");
    }

    [Fact]
    public async Task Confirming_starts_the_job_and_the_address_finds_it_again()
    {
        var page = Open();
        await UploadAsync(page, "姓名,年龄\n甲,20\n乙,30\n丙,x\n");
        await page.FindAll("button").Single(button => button.TextContent.Contains("只导入")).ClickAsync();
        var job = long.Parse(Address.Split("import=")[1], System.Globalization.CultureInfo.InvariantCulture);
        (await _bench.WhenOverAsync(_wang, job)).State.Should().Be(JobState.Done);

        var later = Open();
        later.Find(".ys-alert-warn").TextContent.Should().Be("已导入 2 行，1 行未导入。");
        later.Find("a[download]").GetAttribute("href").Should().Be($"/imports/test.people/{job}/refused");
        later.FindAll("a").Single(link => link.TextContent == "查看结果").GetAttribute("href").Should().Be("/people");

        await later.FindAll("button").Single(button => button.TextContent == "导入另一个文件").ClickAsync();
        Address.Should().Be("/people/import");
        later.Find("input[type=file]").HasAttribute("disabled").Should().BeFalse();
    }

    [Fact]
    public async Task An_import_that_is_going_on_shows_how_far_it_is()
    {
        var hold = new TaskCompletionSource();
        _import.Before = _ => hold.Task;
        var job = (await _bench.Get<StartImport>().RunAsync(_wang, _import.Code, await _bench.UploadAsync(_wang, "姓名\n甲\n"), false)).Value;
        Navigation.NavigateTo($"/people/import?import={job}");
        var page = Open();
        page.Find("progress").GetAttribute("aria-label").Should().Be("导入 人员.csv 的进度");
        page.FindAll("button").Should().BeEmpty();
        hold.SetResult();
        await _bench.WhenOverAsync(_wang, job);
    }

    [Fact]
    public void An_import_of_somebody_else_is_not_found()
    {
        Navigation.NavigateTo("/people/import?import=999999");
        Open().Find("[role=alert]").TextContent.Should().Contain(ImportRefusals.NotFound.Text);
    }

    private IRenderedComponent<ImportPage> Open()
    {
        var page = Render<ImportPage>(page => page.Add(x => x.Code, _import.Code).Add(x => x.Title, "批量导入人员").Add(x => x.DoneUrl, "/people"));
        page.WaitForState(() => page.FindAll("section, [role=alert] .ys-error").Count > 0);
        return page;
    }

    private async Task UploadAsync(IRenderedComponent<ImportPage> page, string csv)
    {
        var file = await _bench.UploadAsync(_wang, csv);
        await page.InvokeAsync(() => page.FindComponent<UploadField>().Instance.Finished(new(file, "人员.csv", csv.Length, FileKind.Text.ContentType(), FileUrls.Image(file))));
    }

    private sealed class Circuit(Actor actor) : ICurrentActor
    {
        public ValueTask<Actor> GetAsync(CancellationToken ct = default) => ValueTask.FromResult(actor);
    }
}
