using System.IO.Compression;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Yaosu.Codes;
using Yaosu.Codes.Contracts;
using Yaosu.Codes.Merchants;
using Yaosu.Codes.OwnCodes;
using Yaosu.Codes.Packages;
using Yaosu.Codes.Products;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Background;
using Yaosu.Platform.Exports;
using Yaosu.Platform.Files;
using Yaosu.Platform.Jobs;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Codes;

public sealed class OwnCodesTests : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private readonly TestDatabase _database;
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "yaosu-own-" + Guid.NewGuid().ToString("N"));
    private readonly CodesWorld _codes;
    private readonly FileStore _files;
    private readonly UploadOwnCodes _upload;
    private Actor _main = null!;
    private Merchant _merchant = null!;

    public OwnCodesTests(TestDatabase database)
    {
        _database = database;
        _codes = new(database, Keys.Of(database));
        _files = new FileStore(database.Databases, new([OwnCodeFile.Purpose, OwnCodeFile.Sent]), Options.Create(new FileStoreOptions { Folder = _folder }), NullLogger<FileStore>.Instance);
        _upload = new(database.Databases, _files, Options.Create(_codes.Settings));
    }

    private string Prefix => _merchant.UrlPrefixes[0];

    public async ValueTask InitializeAsync()
    {
        _main = await _codes.MainAsync();
        _merchant = await _codes.MerchantAsync(_main, "云杉自有码", CodeSource.Own);
    }

    public ValueTask DisposeAsync()
    {
        _upload.Dispose();
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    public static TheoryData<string, string[]> Lists => new()
    {
        { "P0001\nP0002", ["0001", "0002"] },
        { "网址\r\nP0001\r\n\r\nP0002\r\n", ["0001", "0002"] },
        { "URL,备注\nP0001,甲\nP0002,乙", ["0001", "0002"] },
        { "\"P0001\",\"一,二\"\r\n\"P0002\"", ["0001", "0002"] },
        { " P0001 \t\nP0002 ", ["0001", "0002"] },
        { "P0001\rP0002", ["0001", "0002"] },
        { "Pabcd\nPABCD\nPaBcD", ["abcd", "ABCD", "aBcD"] },
        { "Px/y/0001?batch=7&n=1\nPa-b_c.d~e=f", ["x/y/0001?batch=7&n=1", "a-b_c.d~e=f"] },
        { "H0001", ["0001"] },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Lists_of_addresses_become_a_package_in_their_order(string list, string[] codes)
    {
        foreach (var encoding in new[] { new UTF8Encoding(false), new UTF8Encoding(true), CodePagesEncodingProvider.Instance.GetEncoding("GB18030")! })
        {
            _merchant = await _codes.MerchantAsync(_main, "商户" + Guid.NewGuid().ToString("N")[..8], CodeSource.Own);
            var uploaded = await UploadAsync([.. encoding.GetPreamble(), .. encoding.GetBytes(Addresses(list))]);
            (uploaded.Wrong.Count, uploaded.Codes).Should().Be((0, codes.Length));
            (await _codes.LinesAsync(_main, uploaded.PackageId)).Select(x => (x[0], x[1], x[2])).Should().Equal(codes.Select(x => ("普通码", x, Prefix + x)));
            foreach (var (i, code) in codes.Index())
            {
                var answer = (await _codes.LookUp.RunAsync(_main, Prefix + code)).Value;
                (answer.Code, answer.Serial, answer.PackageId, answer.Address, answer.LevelName, answer.RunningNumber).Should().Be((code, i + 1L, uploaded.PackageId, Prefix + code, "普通码", null));
            }
        }
    }

    public static TheoryData<string, string[]> WrongLists => new()
    {
        { "P0001\nhttps://else.example.com/0002\nP0003", ["第 2 行|不以这个商户登记的网址前缀开头。"] },
        { "网址\n\nP0001\n0002\nhttp://m.example.com/0003", ["第 4 行|不是以 https:// 开头的网址。", "第 5 行|不是以 https:// 开头的网址。"] },
        { "P0001\nP0002\nP0001\nP0002\nP0001", ["第 3 行|与第 1 行重复。", "第 4 行|与第 2 行重复。", "第 5 行|与第 1 行重复。"] },
        { "P\nP123\nP0001", ["第 1 行|前缀后面没有码。", "第 2 行|前缀后面只有 3 个字符，至少要有 4 个。"] },
        { "P00 01\nP码0001\nP0001#x\nP00%41\nP0001", ["第 1 行|码里有“空格”", "第 2 行|码里有“码”", "第 3 行|码里有“#”", "第 4 行|码里有“%”"] },
        { "P0001\n,备注", ["第 2 行|第一列是空的。"] },
        { "P0001\nQ0002", ["第 2 行|网址前缀与前面的"] },
    };

    [Theory]
    [MemberData(nameof(WrongLists))]
    public async Task One_wrong_line_keeps_all_out_and_each_is_told(string list, string[] told)
    {
        var second = CodesWorld.NewPrefix();
        var facts = new MerchantFacts(_merchant.Name, CodeSource.Own, [Prefix, second], null);
        (await new SaveMerchant(_database.Databases).RunAsync(_main, _merchant.Id, _merchant.Version, facts)).IsDone.Should().BeTrue();
        var uploaded = await UploadAsync(Encoding.UTF8.GetBytes(Addresses(list).Replace("Q", second, StringComparison.Ordinal)));
        uploaded.WrongTotal.Should().Be(told.Length);
        uploaded.PackageId.Should().Be(0);
        uploaded.Wrong.Should().HaveCount(told.Length);
        foreach (var (wrong, expected) in uploaded.Wrong.Zip(told))
            $"{wrong.Place}|{wrong.Why}".Should().StartWith(expected);
        (await _codes.List.RunAsync(_main, new(), new())).Value.Total.Should().Be(0);
        (await _codes.LookUp.RunAsync(_main, Prefix + "0001")).Refusal.Should().Be(CodesRefusals.CodeUnknown);
    }

    [Fact]
    public async Task What_is_too_long_is_refused_by_line_and_the_longest_is_kept()
    {
        var longest = new string('x', OwnCode.MostCharacters);
        (await UploadAsync(Encoding.UTF8.GetBytes($"{Prefix}{longest}y"))).Wrong.Single().Why.Should().Contain("不能超过 100 个");
        (await UploadAsync(Encoding.UTF8.GetBytes($"{Prefix}{new string('x', 1500)}"))).Wrong.Single().Content.Should().HaveLength(120);
        (await UploadAsync(Encoding.UTF8.GetBytes(Prefix + longest))).Codes.Should().Be(1);
        (await _codes.LookUp.RunAsync(_main, Prefix + longest)).Value.Code.Should().Be(longest);
    }

    [Fact]
    public async Task Of_very_many_wrong_lines_the_first_are_told_and_all_counted()
    {
        var uploaded = await UploadAsync(Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(1, 2500).Select(i => $"https://else.example.com/{i}"))));
        (uploaded.WrongTotal, uploaded.Wrong.Count, uploaded.Wrong[^1].Place).Should().Be((2500, 100, "第 100 行"));
    }

    [Fact]
    public async Task Codes_that_exist_are_told_by_line_also_of_a_second_upload()
    {
        (await UploadAsync(Text(1, 2, 3))).Codes.Should().Be(3);
        var second = await UploadAsync(Text(5, 3, 6, 1));
        second.Wrong.Select(x => (x.Place, x.Why)).Should().Equal(("第 2 行", "这个商户已上传过这个码。"), ("第 4 行", "这个商户已上传过这个码。"));
        (await UploadAsync(Text(5, 6))).Codes.Should().Be(2);
        // Another merchant's are others, as is another writing.
        var other = await _codes.MerchantAsync(_main, "云杉二店", CodeSource.Own);
        _merchant = other;
        (await UploadAsync(Text(1, 2, 3))).Codes.Should().Be(3);
    }

    [Fact]
    public async Task Of_two_uploads_of_one_file_at_the_same_instant_one_wins_and_the_other_hears_of_each_line()
    {
        var many = Text([.. Enumerable.Range(1, 3000)]);
        var files = new[] { await ReceiveAsync(many), await ReceiveAsync(many), await ReceiveAsync(many) };
        using var second = new UploadOwnCodes(_database.Databases, _files, Options.Create(_codes.Settings));
        var uploaded = await Task.WhenAll(files.Select((file, i) => (i == 0 ? _upload : second).RunAsync(_main, new(_merchant.Id, null, file))));
        uploaded.Count(x => x.Value.PackageId != 0).Should().Be(1);
        uploaded.Where(x => x.Value.PackageId == 0).Should().OnlyContain(x => x.Value.WrongTotal == 3000 && x.Value.Wrong.All(line => line.Why == "这个商户已上传过这个码。"));
        (await _codes.List.RunAsync(_main, new(), new())).Value.Total.Should().Be(1);
    }

    [Fact]
    public async Task A_zip_is_read_file_by_file_and_its_lines_are_told_with_the_name()
    {
        var uploaded = await UploadAsync(Zip(("一.csv", Text(1, 2)), ("dir/", []), ("dir/二.TXT", Text(3)), ("__MACOSX/._x", [1, 2])));
        uploaded.Codes.Should().Be(3);
        (await _codes.LinesAsync(_main, uploaded.PackageId)).Select(x => x[1]).Should().Equal("0000001", "0000002", "0000003");
        (await UploadAsync(Zip(("甲.csv", Text(7)), ("乙.csv", Text(8, 7))))).Wrong.Should().Equal(new WrongLine("乙.csv 第 2 行", Prefix + "0000007", "与甲.csv 第 1 行重复。"));
    }

    [Fact]
    public async Task What_unpacks_to_more_than_a_list_of_codes_is_refused()
    {
        (await RefusedAsync(Zip(("x.csv", Blank(40))))).Should().Be(CodesRefusals.OwnZipTooLarge);
        (await RefusedAsync(Zip([.. Enumerable.Range(0, 12).Select(i => ($"{i}.csv", Blank(3)))]))).Should().Be(CodesRefusals.OwnZipTooLarge);
        (await RefusedAsync(Zip(("inner.zip", Zip(("x.csv", Text(1))))))).Text.Should().Contain("“inner.zip”不是 csv 或 txt");
        (await RefusedAsync(Zip([.. Enumerable.Range(0, 21).Select(i => ($"{i}.csv", Text(i)))]))).Code.Should().Be("codes.own-too-many-files");
        (await RefusedAsync(Zip(("x.csv", [])))).Should().Be(CodesRefusals.OwnFileEmpty);
        var torn = Zip(("x.csv", Text([.. Enumerable.Range(1, 500)])));
        torn[35] = 0xFF; // Right after the entry's head.
        (await RefusedAsync(torn)).Should().Be(CodesRefusals.OwnZipBroken);
        (await _codes.List.RunAsync(_main, new(), new())).Value.Total.Should().Be(0);
    }

    [Fact]
    public async Task More_codes_than_a_package_may_have_are_refused()
    {
        _codes.Settings.MostPerRequest = 3;
        (await RefusedAsync(Text(1, 2, 3, 4))).Should().Be(CodesRefusals.TooManyOwnCodes(3));
        (await UploadAsync(Text(1, 2, 3))).Codes.Should().Be(3);
        (await RefusedAsync(Encoding.UTF8.GetBytes("网址\n"))).Should().Be(CodesRefusals.OwnFileEmpty);
    }

    [Fact]
    public async Task Only_merchants_with_own_codes_take_uploads_of_ones_own_file()
    {
        var file = await ReceiveAsync(Text(1));
        var platform = await _codes.MerchantAsync(_main, "云杉旗舰店");
        (await _upload.RunAsync(_main, new(platform.Id, null, file))).Refusal.Should().Be(CodesRefusals.PlatformCodesAreNotUploaded);
        (await _upload.RunAsync(_main, new(1, null, file))).Refusal.Should().Be(CodesRefusals.OwnMerchantNeeded);
        (await _upload.RunAsync(_main, new(_merchant.Id, null, 1))).Refusal.Should().Be(CodesRefusals.OwnFileNeeded);
        (await _upload.RunAsync(_main with { IsMain = false }, new(_merchant.Id, null, file))).Refusal!.Code.Should().Be("access.denied");
        var other = await _codes.MainAsync();
        (await _upload.RunAsync(other, new(_merchant.Id, null, file))).Refusal.Should().Be(CodesRefusals.OwnFileNeeded);
        var theirs = await ReceiveAsync(Text(1), other);
        (await _upload.RunAsync(other, new(_merchant.Id, null, theirs))).Refusal.Should().Be(CodesRefusals.OwnMerchantNeeded);

        var goods = (await new SaveGoods(_database.Databases).RunAsync(_main, null, 0, new("示例片", platform.Id, null, [], null, null))).Value;
        (await _upload.RunAsync(_main, new(_merchant.Id, goods, file))).Refusal.Should().Be(CodesRefusals.PackageGoodsGone);
        (await _codes.List.RunAsync(_main, new(), new())).Value.Total.Should().Be(0);
        (await new FindMerchants(_database.Databases).ForOwnCodesAsync(_main, null)).Value.Select(x => x.Id).Should().Equal(_merchant.Id);
    }

    [Fact]
    public async Task An_own_package_is_like_any_other_but_is_printed_already()
    {
        var goods = (await new SaveGoods(_database.Databases).RunAsync(_main, null, 0, new("示例片", _merchant.Id, null, [], "7片", null))).Value;
        var file = await ReceiveAsync(Text(1, 2));
        var id = (await _upload.RunAsync(_main, new(_merchant.Id, goods, file))).Value.PackageId;
        (await _files.FindAsync(_main, file)).Should().BeNull("what stays of it are the codes");
        var shown = (await _codes.List.FindAsync(_main, id)).Value;
        (shown.Row.State, shown.Row.Mode, shown.Row.Total, shown.Row.Goods, shown.Row.Numbered, shown.Row.RuleText).Should().Be((PackageState.Ready, PackageMode.Own, 2L, "示例片", false, "企业自有"));
        (shown.Package.Number, shown.Package.Address).Should().Be((_merchant.Code + "P0001", Prefix));
        shown.Levels.Should().ContainSingle().Which.Count.Should().Be(2);
        foreach (var kind in new[] { PackageFileKind.Svg, PackageFileKind.Png, PackageFileKind.Labels })
            (await FluentActions.Awaiting(() => WriteAsync(id, kind)).Should().ThrowAsync<JobRefusedException>()).Which.Refusal.Should().Be(CodesRefusals.OwnCodesArePrinted);
        using var zip = new ZipArchive(new MemoryStream(await WriteAsync(id, PackageFileKind.TextZip)));
        using var text = new StreamReader(zip.Entries.Single().Open());
        (await text.ReadToEndAsync()).Should().Be($"级别,码,网址\r\n普通码,0000001,{Prefix}0000001\r\n普通码,0000002,{Prefix}0000002\r\n");
        await using var db = _database.OpenSystem(_main.OrgId);
        (await db.Set<AuditEntry>().Where(x => x.ObjectId == id && x.ObjectType == nameof(CodePackage)).Select(x => x.Action).ToListAsync()).Should().Equal(CodesActions.OwnCodesUploaded.Code);
    }

    [Fact]
    public async Task Long_packages_are_read_in_pages_and_none_is_lost()
    {
        var uploaded = await UploadAsync(Text([.. Enumerable.Range(1, 12_001)]));
        (await _codes.LinesAsync(_main, uploaded.PackageId)).Select(x => x[1]).Should().Equal(Enumerable.Range(1, 12_001).Select(x => x.ToString("0000000", System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task Codes_are_found_by_their_whole_address_and_bare_by_their_enterprise_alone()
    {
        await UploadAsync(Encoding.UTF8.GetBytes($"{Prefix}Ab/01?x=1"));
        foreach (var typed in new[] { Prefix + "Ab/01?x=1", $" {Prefix}Ab/01?x=1\t", "Ab/01?x=1", Prefix.Replace("https://own", "HTTPS://OWN", StringComparison.Ordinal).Replace(".com/", ".com:443/", StringComparison.Ordinal) + "Ab/01?x=1" })
            (await _codes.LookUp.RunAsync(_main, typed)).Value.Code.Should().Be("Ab/01?x=1", typed);
        foreach (var typed in new[] { Prefix + "ab/01?x=1", Prefix + "Ab/01", "AB/01?X=1", Prefix.Replace("/q/", "/p/", StringComparison.Ordinal) + "Ab/01?x=1", "https://Ab/01?x=1" })
            (await _codes.LookUp.RunAsync(_main, typed)).IsDone.Should().BeFalse(typed);
        // What no database takes as a text.
        foreach (var typed in new[] { "Ab\0/01", "Ab/\uD800", "https://a\0b.example.com/0001", "https://\uD800.example.com/0001", Prefix + "\0\0\0\0" })
            (await _codes.LookUp.RunAsync(_main, typed)).IsDone.Should().BeFalse();
        var other = await _codes.MainAsync();
        (await _codes.LookUp.RunAsync(other, Prefix + "Ab/01?x=1")).Refusal!.Code.Should().Be("codes.code-not-found");
        (await _codes.LookUp.RunAsync(other, "Ab/01?x=1")).IsDone.Should().BeFalse();
    }

    [Fact]
    public async Task Consumers_verify_own_codes_under_the_merchants_code()
    {
        await UploadAsync(Encoding.UTF8.GetBytes($"{Prefix}Ab/01?x=1"));
        var scan = new ScannedCodes(_database.Databases, _codes.Finder, _codes.OwnFinder);
#pragma warning disable CA1308 // As phones hand it over.
        foreach (var merchant in new[] { _merchant.Code, _merchant.Code.ToLowerInvariant() })
#pragma warning restore CA1308
        {
            var code = (await scan.FindOwnAsync(merchant, "Ab/01?x=1"))!;
            (code.Code, code.OrgId).Should().Be(("Ab/01?x=1", _main.OrgId));
            (await scan.TellAsync(code)).Should().Match<ScannedFacts>(x => x.IsOwn && !x.IsGuessable && x.Merchant == "云杉自有码" && x.MerchantCode == _merchant.Code);
        }
        var other = await _codes.MerchantAsync(_main, "云杉二店", CodeSource.Own);
        foreach (var (merchant, typed) in new[] { (other.Code, "Ab/01?x=1"), (_merchant.Code, "Ab/01"), (_merchant.Code, "ab/01?x=1"), (_merchant.Code, ""), ("", "Ab/01?x=1"), (_merchant.Code, new string('x', 600)), (_merchant.Code, "Ab/\uD800"), ("AB\0\uD800CD", "Ab/01?x=1") })
            (await scan.FindOwnAsync(merchant, typed)).Should().BeNull();
    }

    [Fact]
    public async Task A_prefix_with_codes_stays_with_its_merchant_and_so_does_the_merchant()
    {
        var save = new SaveMerchant(_database.Databases);
        var uploaded = await UploadAsync(Text(1));
        var facts = new MerchantFacts(_merchant.Name, CodeSource.Own, [CodesWorld.NewPrefix()], null);
        (await save.RunAsync(_main, _merchant.Id, _merchant.Version, facts)).Refusal.Should().Be(CodesRefusals.PrefixUsed(Prefix));
        (await save.RunAsync(_main, _merchant.Id, _merchant.Version, facts with { UrlPrefixes = [Prefix, .. facts.UrlPrefixes] })).IsDone.Should().BeTrue();
        (await new DeleteMerchant(_database.Databases).RunAsync(_main, _merchant.Id)).Refusal.Should().Be(CodesRefusals.MerchantInUse);

        (await Delete.RunAsync(_main, uploaded.PackageId)).IsDone.Should().BeTrue();
        (await save.RunAsync(_main, _merchant.Id, _merchant.Version + 1, facts)).IsDone.Should().BeTrue();
        (await new DeleteMerchant(_database.Databases).RunAsync(_main, _merchant.Id)).IsDone.Should().BeTrue();
    }

    [Fact]
    public async Task An_upload_that_went_wrong_is_taken_back_and_its_codes_may_come_again()
    {
        var uploaded = await UploadAsync(Text(1, 2));
        (await Delete.RunAsync(await _codes.MainAsync(), uploaded.PackageId)).Refusal.Should().Be(CodesRefusals.PackageNotFound);
        (await Delete.RunAsync(_main with { IsMain = false }, uploaded.PackageId)).Refusal!.Code.Should().Be("access.denied");
        (await Delete.RunAsync(_main, uploaded.PackageId)).IsDone.Should().BeTrue();
        (await Delete.RunAsync(_main, uploaded.PackageId)).Refusal.Should().Be(CodesRefusals.PackageNotFound);
        (await _codes.LookUp.RunAsync(_main, Prefix + "0000001")).Refusal.Should().Be(CodesRefusals.CodeUnknown);
        (await UploadAsync(Text(2, 1))).Codes.Should().Be(2);

        var platform = await _codes.MerchantAsync(_main, "云杉旗舰店");
        var made = await _codes.MadeAsync(_main, CodesWorld.Digits(platform.Id, 2));
        (await Delete.RunAsync(_main, made)).Refusal.Should().Be(CodesRefusals.OnlyOwnPackagesGo);
    }

    private DeleteOwnPackage Delete => new(_database.Databases);

    /// <summary>P stands for the prefix, H for it as a QR code in capitals has it.</summary>
    private string Addresses(string list) => list
        .Replace("P", Prefix, StringComparison.Ordinal)
        .Replace("H", "HTTPS://" + Prefix["https://".Length..].Split('/')[0].ToUpperInvariant() + "/q/", StringComparison.Ordinal);

    private byte[] Text(params int[] numbers) => Encoding.UTF8.GetBytes(string.Join("\r\n", numbers.Select(x => FormattableString.Invariant($"{Prefix}{x:0000000}"))));

    private static byte[] Zip(params (string Name, byte[] Bytes)[] files)
    {
        using var target = new MemoryStream();
        using (var zip = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, bytes) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        return target.ToArray();
    }

    private async Task<long> ReceiveAsync(byte[] bytes, Actor? actor = null)
    {
        using var stream = new MemoryStream(bytes);
        return (await _files.ReceiveAsync(actor ?? _main, OwnCodeFile.Purpose, "码包.csv", stream, bytes.Length)).Value;
    }

    private async Task<OwnCodesUploaded> UploadAsync(byte[] bytes) => (await _upload.RunAsync(_main, new(_merchant.Id, null, await ReceiveAsync(bytes)))).Value;

    private async Task<Refusal> RefusedAsync(byte[] bytes) => (await _upload.RunAsync(_main, new(_merchant.Id, null, await ReceiveAsync(bytes)))).Refusal!;

    private static byte[] Blank(int megabytes)
    {
        var lines = new byte[megabytes * 1024 * 1024];
        Array.Fill(lines, (byte)'\n');
        return lines;
    }

    private async Task<byte[]> WriteAsync(long package, PackageFileKind kind)
    {
        await using var db = _database.Databases.Open(_main);
        using var target = new MemoryStream();
        var wanted = new ExportArguments(PackageFiles.ExportCode, StoredJson.Write(new PackageFile(package, "P", kind)), [], ExportFormat.Zip, "x.zip");
        await new PackageFiles(_codes.Download, _codes.Writers).WriteAsync(db, wanted, target, (_, _) => { }, CancellationToken.None);
        return target.ToArray();
    }
}
