using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Imports;
using Yaosu.Platform.Jobs;
using Yaosu.Platform.Notifications;
using Yaosu.Platform.Preferences;
using Yaosu.Platform.Spreadsheets;
using Yaosu.Tests.Platform.Exports;
using Yaosu.Tests.Platform.Spreadsheets;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Platform.Imports;

public sealed class ImportTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private const string Three = "姓名,手机号,年龄\n甲,13800000001,20\n乙,13800000002,30\n丙,,\n";
    private const string TwoBad = "姓名,手机号,年龄\n甲,13800000001,20\n乙,123,30\n丙,,\n甲,,200\n";

    private static long _orgs = 8_300;

    private readonly People _people = new();
    private readonly PeopleImport _import = new();
    private Actor _wang = null!;
    private ImportBench _bench = null!;

    public async ValueTask InitializeAsync()
    {
        _bench = await ImportBench.StartAsync(database, _people, _import);
        _wang = _people.Now(new()
        {
            Kind = ActorKind.Person,
            OrgId = Interlocked.Increment(ref _orgs),
            UserId = 1,
            Name = "王芳",
            Permissions = new HashSet<string> { PeopleImport.Right.Code },
        });
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task The_dry_run_tells_every_fault_by_line_and_column_and_writes_nothing()
    {
        await ThereIsAsync("丁");
        var report = (await CheckAsync($"{TwoBad}丁,13800000001,\n,,abc\n1.2345E+19,,\n")).Value;

        report.Should().BeEquivalentTo(new { Rows = 7, Bad = 5, Good = 2, FileName = "人员.csv" });
        report.Faults.Select(fault => $"{fault.Line} {fault.Column} {fault.Text}").Should().Equal(
            "3 手机号 手机号应为 11 位数字，以 13 至 19 开头，请核对后重新填写。",
            "5 姓名 与第 2 行重复，请只保留一行。",
            "5 年龄 应为 1 至 150 的整数，请修改。",
            "6 手机号 与第 2 行重复，请只保留一行。",
            "7 姓名 必填，请填写。",
            "7 年龄 应为 1 至 150 的整数，请修改。",
            "8 姓名 长数字被 Excel 存成了数值，末尾数字已丢失；请把整列设为“文本”格式后重新填写。");
        (await CheckAsync("姓名\n丁\n")).Value.Faults.Should().Equal(new ImportFault(2, "姓名", PeopleRefusals.Taken.Text));
        (await _bench.NamesAsync(_wang)).Should().Equal("丁");
    }

    [Fact]
    public async Task Columns_may_stand_in_any_order_and_strange_ones_are_told()
    {
        var report = (await CheckAsync("备注,年龄, 姓名* \nx,20,甲\n")).Value;
        report.Good.Should().Be(1);
        report.Ignored.Should().Equal("备注");
    }

    [Theory]
    [InlineData("手机号\n13800000001\n", "import.columns-missing")]
    [InlineData("姓名,姓名\n甲,乙\n", "import.column-twice")]
    [InlineData("姓名\n", "import.no-rows")]
    [InlineData("\n\n", "import.no-rows")]
    [InlineData("<html></html>", "file.kind-not-allowed")]
    public async Task A_file_that_is_not_the_template_is_refused(string csv, string refusal) => (await CheckAsync(csv)).Refusal!.Code.Should().Be(refusal);

    [Fact]
    public async Task More_rows_than_an_import_takes_are_refused()
    {
        (await CheckAsync($"姓名\n{string.Concat(Enumerable.Range(0, 1_001).Select(i => $"人{i}\n"))}")).Refusal.Should().Be(ImportRefusals.TooManyRows(1_000));
        (await CheckAsync($"姓名\n{string.Concat(Enumerable.Range(0, 1_000).Select(i => $"人{i}\n"))}")).Value.Good.Should().Be(1_000);
    }

    [Fact]
    public async Task All_lines_are_imported_reported_and_kept_in_the_audit_log()
    {
        var job = (await StartAsync(Three)).Value;
        var state = await _bench.WhenOverAsync(_wang, job);

        state.Should().BeEquivalentTo(new { State = JobState.Done, FileName = "人员.csv", Done = 3L, Total = 3L, Result = new ImportResult(3, 0, null) });
        (await _bench.NamesAsync(_wang)).Should().Equal("甲", "乙", "丙");
        await using var db = _bench.Databases.Open(_wang);
        var audit = await db.Set<AuditEntry>().Where(x => x.ObjectType == nameof(Job) && x.ObjectId == job).OrderBy(x => x.Sequence).ToListAsync();
        audit.Select(x => (x.Action, x.ActorId, x.Note)).Should().Equal(
            (ImportActions.Requested.Code, 1, "人员.csv；共 3 行，可导入 3 行"), (ImportActions.Finished.Code, 1, "导入 3 行，未导入 0 行"));
        (await db.Set<Notification>().SingleAsync()).Should().BeEquivalentTo(new { UserId = 1L, Title = "导入已完成", Link = $"/people/import?import={job}" });
    }

    [Fact]
    public async Task Bad_lines_keep_all_out_unless_chosen()
    {
        (await StartAsync(TwoBad)).Refusal.Should().Be(ImportRefusals.HasFaults(2));
        (await StartAsync("姓名,年龄\n甲,x\n", leaveOutBad: true)).Refusal!.Code.Should().Be("import.nothing-good");
        (await _bench.NamesAsync(_wang)).Should().BeEmpty();

        var state = await _bench.WhenOverAsync(_wang, (await StartAsync(TwoBad, leaveOutBad: true)).Value);

        (await _bench.NamesAsync(_wang)).Should().Equal("甲", "丙");
        state.Result.Should().BeEquivalentTo(new { Imported = 2, Refused = 2 });
        var lines = await _bench.LinesAsync(_wang, state.Result!.RefusedFileId!.Value);
        lines[0].Texts.Should().Equal("姓名", "手机号", "年龄", "原行号", "未导入的原因");
        lines[1].Texts.Should().Equal("乙", "123", "30", "3", "手机号：手机号应为 11 位数字，以 13 至 19 开头，请核对后重新填写。");
        lines[2].Texts[3..].Should().Equal("5", "姓名：与第 2 行重复，请只保留一行。 年龄：应为 1 至 150 的整数，请修改。");
    }

    [Fact]
    public async Task A_line_that_somebody_else_saved_meanwhile_keeps_all_out()
    {
        _import.Blind = true;
        await ThereIsAsync("丙");
        var state = await _bench.WhenOverAsync(_wang, (await StartAsync(Three)).Value);
        state.State.Should().Be(JobState.Failed);
        state.Error.Should().Be(ImportRefusals.Duplicate.Text);
        (await _bench.NamesAsync(_wang)).Should().Equal("丙");
    }

    [Fact]
    public async Task A_line_that_somebody_else_saved_meanwhile_is_handed_back_alone_when_that_was_chosen()
    {
        _import.Blind = true;
        await ThereIsAsync("乙");
        var state = await _bench.WhenOverAsync(_wang, (await StartAsync(Three, leaveOutBad: true)).Value);
        state.Result.Should().BeEquivalentTo(new { Imported = 2, Refused = 1 });
        (await _bench.NamesAsync(_wang)).Should().BeEquivalentTo("乙", "甲", "丙");
        (await _bench.LinesAsync(_wang, state.Result!.RefusedFileId!.Value))[1].Texts[3..].Should().Equal("3", ImportRefusals.Duplicate.Text);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_try_that_breaks_off_is_gone_on_with_and_no_line_is_imported_twice(bool leaveOutBad)
    {
        var broken = 0;
        _import.Before = rows => rows.Any(row => row.Line > 500) && Interlocked.Increment(ref broken) <= 2 ? throw new IOException("down") : Task.CompletedTask;
        var csv = $"姓名,年龄\n{string.Concat(Enumerable.Range(0, 700).Select(i => $"人{i},{(leaveOutBad && i == 10 ? "x" : "20")}\n"))}";
        var state = await _bench.WhenOverAsync(_wang, (await StartAsync(csv, leaveOutBad)).Value);

        broken.Should().BeGreaterThan(2);
        state.Result.Should().BeEquivalentTo(leaveOutBad ? new { Imported = 699, Refused = 1 } : new { Imported = 700, Refused = 0 });
        (await _bench.NamesAsync(_wang)).Should().HaveCount(leaveOutBad ? 699 : 700).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Without_the_right_no_step_is_open_and_whoever_lost_it_imports_nothing()
    {
        var file = await _bench.UploadAsync(_wang, Three);
        var without = _wang with { Permissions = new HashSet<string>() };
        (await _bench.Get<CheckImport>().RunAsync(without, _import.Code, file)).Refusal!.Code.Should().Be("access.denied");
        (await _bench.Get<StartImport>().RunAsync(without, _import.Code, file, false)).Refusal!.Code.Should().Be("access.denied");

        _people.Now(without);
        var job = (await _bench.Get<StartImport>().RunAsync(_wang, _import.Code, file, false)).Value;
        (await _bench.WhenOverAsync(_wang, job)).Should().BeEquivalentTo(new { State = JobState.Failed, Result = (ImportResult?)null });
        (await _bench.NamesAsync(_wang)).Should().BeEmpty();
    }

    [Fact]
    public async Task Files_and_imports_of_others_are_not_there()
    {
        var file = await _bench.UploadAsync(_wang, Three);
        var other = _wang with { UserId = 2 };
        (await _bench.Get<CheckImport>().RunAsync(other, _import.Code, file)).Refusal.Should().Be(ImportRefusals.FileGone);
        var job = (await _bench.Get<StartImport>().RunAsync(_wang, _import.Code, file, false)).Value;
        (await _bench.Get<ImportProgress>().RunAsync(other, _import.Code, job)).Should().BeNull();
        (await _bench.Get<ImportProgress>().RunAsync(_wang, "test.other", job)).Should().BeNull();
        (await _bench.Get<CheckImport>().RunAsync(_wang, "test.other", file)).Refusal.Should().Be(ImportRefusals.NoLongerThere);
    }

    [Fact]
    public async Task The_template_explains_itself_and_imports_nothing_by_itself()
    {
        using var template = new MemoryStream();
        await _import.WriteTemplateAsync(template, CancellationToken.None);
        new XlsxFile(template.ToArray()).Sheets.Select(sheet => sheet.Name).Should().Equal("人员导入", "填写说明");
        var lines = await ReaderTests.ReadAsync(template.ToArray());
        lines.Select(line => string.Join('|', line.Texts)).Should().Equal("姓名*|手机号|年龄", "张三|13800000000");

        using var reader = await SpreadsheetReader.OpenAsync(template);
        var read = () => _import.Read(reader, CancellationToken.None);
        read.Should().Throw<SpreadsheetUnreadableException>().Which.Refusal.Should().Be(ImportRefusals.NoRows);
    }

    private async Task<Outcome<ImportReport>> CheckAsync(string csv) => await _bench.Get<CheckImport>().RunAsync(_wang, _import.Code, await _bench.UploadAsync(_wang, csv));

    private async Task<Outcome<long>> StartAsync(string csv, bool leaveOutBad = false) =>
        await _bench.Get<StartImport>().RunAsync(_wang, _import.Code, await _bench.UploadAsync(_wang, csv), leaveOutBad, "/people/import");

    private async Task ThereIsAsync(string name)
    {
        await using var db = _bench.Databases.Open(_wang);
        db.Add(new Preference { UserId = _wang.UserId, Key = $"person:{name}", Json = "{}" });
        await db.SaveChangesAsync();
    }
}
