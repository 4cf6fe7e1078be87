using Microsoft.EntityFrameworkCore;
using Yaosu.Drugs;
using Yaosu.Drugs.Contracts;
using Yaosu.Drugs.Registry;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Background;
using Yaosu.Platform.Exports;
using Yaosu.Platform.Imports;
using Yaosu.Platform.Paging;
using Yaosu.Tests.Orgs;
using Yaosu.Tests.Platform.Imports;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Drugs;

public sealed class RegistryTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private SaveDrug Save => new(database.Databases);

    private DrugList List => new(database.Databases);

    [Fact]
    public async Task What_is_saved_is_cleaned_found_again_and_audited()
    {
        var main = await MainAsync();
        var id = (await Save.RunAsync(main, null, 0, DrugsWorld.Sartan(" 国药准字h2099 0001 ") with
        {
            GenericName = " 示例沙坦片 ",
            NationalCode = "8690 4346 0003 69",
            Barcode = "6901234567892",
            IdentificationCode = "8034567",
            Packing = DrugsWorld.SevenInABox with { MiddleUnit = "中盒", PacksPerMiddle = 10, CaseUnit = "箱", PerCase = 20 },
        })).Value;

        var drug = (await List.FindAsync(main, id)).Value;
        (drug.GenericName, drug.LicenceNumber, drug.NationalCode).Should().Be(("示例沙坦片", "国药准字H20990001", "86904346000369"));
        drug.Label.Should().Be("示例沙坦片 片剂 0.15g 7片/盒");
        (drug.Packing.FullText, drug.Packing.PacksPerCase).Should().Be(("7片/盒×10盒/中盒×20中盒/箱", 200));
        drug.Holder.Should().Be(drug.Manufacturer, "the maker holds the licence unless somebody else is named");
        drug.Initials.Should().Be("SLSTPYSP");

        var changed = await Save.RunAsync(main, id, drug.Version, DrugsWorld.Sartan() with { Strength = "0.3g", Holder = "另一家示例有限公司" });
        changed.Value.Should().Be(id);
        (await List.FindAsync(main, id)).Value.Packing.CaseUnit.Should().BeNull();
        (await Save.RunAsync(main, id, drug.Version, DrugsWorld.Sartan())).Refusal.Should().Be(DrugsRefusals.DrugChangedMeanwhile);
        await using var db = database.OpenSystem(main.OrgId);
        (await db.Set<AuditEntry>().Where(x => x.ObjectId == id && x.ObjectType == nameof(Drug)).OrderBy(x => x.Sequence).Select(x => x.Action).ToListAsync())
            .Should().Equal(DrugsActions.Added.Code, DrugsActions.Changed.Code);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_told_at_once_beside_its_field()
    {
        var main = await MainAsync();
        var refused = await Save.RunAsync(main, null, 0, DrugsWorld.Sartan("国药准字H209") with
        {
            GenericName = " ",
            Strength = new string('g', 101),
            NationalCode = "86904346000368",
            Barcode = "1",
            IdentificationCode = "2",
            ValidMonths = 0,
            Packing = new() { DoseUnit = "7片", DosesPerPack = 0, PackUnit = "", MiddleUnit = "中盒", PerCase = 5 },
            Storage = (StorageCondition)99,
            Special = (SpecialManagement)99,
        });
        refused.Refusals.Select(x => x.Field).Should().BeEquivalentTo(
            "GenericName", "Strength", "LicenceNumber", "NationalCode", "Barcode", "IdentificationCode", "ValidMonths", "DoseUnit", "DosesPerPack", "PackUnit", "PacksPerMiddle", "CaseUnit", "Storage", "Special");
        refused.Refusals.Should().OnlyContain(x => x.Text.EndsWith('。'));
        (await List.RunAsync(main, new(), new PageRequest())).Value.Total.Should().Be(0);
    }

    [Fact]
    public async Task The_same_drug_and_the_same_identification_stand_once_in_an_enterprise_and_again_in_another()
    {
        var (main, other) = (await MainAsync(), await MainAsync());
        var facts = DrugsWorld.Sartan() with { IdentificationCode = "8034567" };
        (await Save.RunAsync(main, null, 0, facts)).IsDone.Should().BeTrue();
        (await Save.RunAsync(main, null, 0, facts with { IdentificationCode = null })).Refusal.Should().Be(DrugsRefusals.DrugExists);
        (await Save.RunAsync(main, null, 0, facts with { Packing = facts.Packing with { DosesPerPack = 14 } })).Refusal.Should().Be(DrugsRefusals.IdentificationTaken);
        (await Save.RunAsync(main, null, 0, facts with { Packing = facts.Packing with { DosesPerPack = 14 }, IdentificationCode = null })).IsDone.Should().BeTrue();

        var theirs = (await Save.RunAsync(other, null, 0, facts)).Value;
        (await List.FindAsync(main, theirs)).Refusal.Should().Be(DrugsRefusals.DrugNotFound);
        (await Save.RunAsync(main, theirs, 0, facts)).Refusal.Should().Be(DrugsRefusals.DrugNotFound);
        (await new RetireDrug(database.Databases).RunAsync(main, theirs, true)).Refusal.Should().Be(DrugsRefusals.DrugNotFound);
        (await new DeleteDrug(database.Databases).RunAsync(main, theirs)).Refusal.Should().Be(DrugsRefusals.DrugNotFound);
    }

    [Fact]
    public async Task Drugs_are_found_by_name_initials_licence_and_every_code()
    {
        var main = await MainAsync();
        var id = (await Save.RunAsync(main, null, 0, DrugsWorld.Sartan() with { NationalCode = "86904346000369", Barcode = "6901234567892", IdentificationCode = "8034567", IsCentrallyPurchased = true })).Value;
        var morphine = (await Save.RunAsync(main, null, 0, DrugsWorld.Sartan("国药准字S20990002") with { GenericName = "示例缓释片", TradeName = null, Special = SpecialManagement.Narcotic, Storage = StorageCondition.Cool })).Value;
        foreach (var text in new[] { "沙坦", "云杉平", "slst", "YSP", "h20990001", "690123", "86904346", "8034567", "80345671234567890123" })
            (await FoundAsync(new(text))).Should().Equal([id], text);
        (await FoundAsync(new("80345681234567890123"))).Should().BeEmpty();
        (await FoundAsync(new("%"))).Should().BeEmpty();
        (await FoundAsync(new(Special: SpecialManagement.Narcotic))).Should().Equal(morphine);
        (await FoundAsync(new(Storage: StorageCondition.Cool))).Should().Equal(morphine);
        foreach (var key in Enum.GetValues<KeyCategory>())
        {
            var found = await FoundAsync(new(Key: key));
            foreach (var each in new[] { id, morphine })
                found.Contains(each).Should().Be((await List.FindAsync(main, each)).Value.KeyCategories.Contains(key), $"{key} of {each}");
        }

        (await new RetireDrug(database.Databases).RunAsync(main, id, true)).IsDone.Should().BeTrue();
        (await FoundAsync(new(State: DrugState.InUse))).Should().Equal(morphine);
        (await FoundAsync(new(State: DrugState.Retired))).Should().Equal(id);
        (await new RetireDrug(database.Databases).RunAsync(main, id, false)).IsDone.Should().BeTrue();
        foreach (var sort in new[] { "name", "licence" })
            (await List.RunAsync(main, new(), new PageRequest { Sort = sort })).Value.Total.Should().Be(2);

        async Task<IEnumerable<long>> FoundAsync(DrugFilter filter) => (await List.RunAsync(main, filter, new PageRequest())).Value.Rows.Select(x => x.Id);
    }

    [Fact]
    public async Task The_file_holds_what_the_list_shows()
    {
        var main = await MainAsync();
        await Save.RunAsync(main, null, 0, DrugsWorld.Sartan());
        await Save.RunAsync(main, null, 0, DrugsWorld.Sartan("国药准字H20990009") with { GenericName = "另一种示例片" });
        ExportDefinition export = new DrugExport();
        await using var db = database.Open(main);
        using var file = new MemoryStream();
        var pinned = await export.PinAsync(db, StoredJson.Write(new DrugFilter("沙坦")), CancellationToken.None);
        (await export.WriteAsync(db, new(DrugExport.ExportCode, pinned, ["name", "licence", "special", "state"], ExportFormat.Csv, "药品.csv"), file, (_, _) => { }, CancellationToken.None)).Should().Be(1);
        System.Text.Encoding.UTF8.GetString(file.ToArray()).Should().Contain("示例沙坦片").And.Contain("国药准字H20990001").And.NotContain("另一种");
    }

    [Fact]
    public async Task Programs_read_drugs_page_by_page_with_a_key_that_may()
    {
        var main = await MainAsync();
        foreach (var i in Enumerable.Range(1, 3))
            await Save.RunAsync(main, null, 0, DrugsWorld.Sartan($"国药准字H2099000{i}"));
        var api = new DrugsApi(database.Databases);
        var first = (await api.DrugsAsync(main, new(null, 2), CancellationToken.None)).Value;
        first.Items.Select(x => x.LicenceNumber).Should().Equal("国药准字H20990001", "国药准字H20990002");
        first.NextCursor.Should().NotBeNull();
        var key = main with { Kind = ActorKind.Integration, IsMain = false };
        (await api.DrugsAsync(key, new(null, 2), CancellationToken.None)).Refusal!.Code.Should().Be("access.denied");
    }

    [Fact]
    public async Task A_drug_that_nothing_refers_to_can_be_deleted()
    {
        var main = await MainAsync();
        var id = (await Save.RunAsync(main, null, 0, DrugsWorld.Sartan())).Value;
        (await new DeleteDrug(database.Databases).RunAsync(main, id)).IsDone.Should().BeTrue();
        (await List.FindAsync(main, id)).Refusal.Should().Be(DrugsRefusals.DrugNotFound);
    }

    [Fact]
    public async Task A_file_adds_what_is_new_and_brings_up_to_date_what_is_there()
    {
        var main = await MainAsync();
        var there = (await Save.RunAsync(main, null, 0, DrugsWorld.Sartan())).Value;
        await using var bench = await StartAsync(main);
        var file = await bench.UploadAsync(main, Header + Line("示例沙坦片", "国药准字H20990001", "7", "8034567", "24") + Line("示例沙坦片", "国药准字H20990001", "14", "8034568", "24"));
        (await bench.Get<CheckImport>().RunAsync(main, DrugImport.ImportCode, file)).Value.Bad.Should().Be(0);
        var job = (await bench.Get<StartImport>().RunAsync(main, DrugImport.ImportCode, file, false)).Value;
        (await bench.WhenOverAsync(main, job)).IsOver.Should().BeTrue();

        var rows = (await List.RunAsync(main, new(), new PageRequest { Sort = "id", Descending = false })).Value.Rows;
        rows.Select(x => (x.PackText, x.IdentificationCode, x.ValidMonths)).Should().Equal(("7片/盒", "8034567", 24), ("14片/盒", "8034568", 24));
        rows[0].Id.Should().Be(there);
        await using var db = database.OpenSystem(main.OrgId);
        (await db.Set<AuditEntry>().Where(x => x.ObjectType == nameof(Drug)).OrderBy(x => x.Sequence).Select(x => x.Action).ToListAsync())
            .Should().Equal(DrugsActions.Added.Code, DrugsActions.Changed.Code, DrugsActions.Added.Code);
    }

    [Fact]
    public async Task What_a_file_leaves_blank_stays_as_it_was()
    {
        var main = await MainAsync();
        var there = (await Save.RunAsync(main, null, 0, DrugsWorld.Sartan() with
        {
            TradeName = "示例商品名",
            Special = SpecialManagement.Narcotic,
            IsCentrallyPurchased = true,
            Holder = "持有人示例公司",
            StorageNote = "避光",
            Packing = DrugsWorld.Sartan().Packing with { PacksPerMiddle = 10, MiddleUnit = "中盒", PerCase = 20, CaseUnit = "箱" },
        })).Value;
        await using var bench = await StartAsync(main);
        var file = await bench.UploadAsync(main, Header + Line("示例沙坦片", "国药准字H20990001", "7", "", "24"));
        var job = (await bench.Get<StartImport>().RunAsync(main, DrugImport.ImportCode, file, false)).Value;
        (await bench.WhenOverAsync(main, job)).IsOver.Should().BeTrue();
        var drug = (await List.FindAsync(main, there)).Value;
        (drug.ValidMonths, drug.TradeName, drug.Special, drug.IsCentrallyPurchased, drug.Holder, drug.StorageNote, drug.Packing.FullText)
            .Should().Be((24, "示例商品名", SpecialManagement.Narcotic, true, "持有人示例公司", "避光", (DrugsWorld.Sartan().Packing with { PacksPerMiddle = 10, MiddleUnit = "中盒", PerCase = 20, CaseUnit = "箱" }).FullText));
    }

    [Fact]
    public async Task The_same_drug_twice_is_found_however_far_apart_its_lines_are()
    {
        var main = await MainAsync();
        await using var bench = await StartAsync(main);
        var lines = Enumerable.Range(0, 600).Select(i => Line("示例片", $"国药准字H2099{i:D4}", "7", "", "24"));
        var file = await bench.UploadAsync(main, Header + string.Concat(lines) + Line("又一次", "国药准字H20990000", "7", "", "36"));
        var report = (await bench.Get<CheckImport>().RunAsync(main, DrugImport.ImportCode, file)).Value;
        report.Faults.Should().ContainSingle().Which.Should().Be(new ImportFault(602, "批准文号", DrugsRefusals.SameAsLine(2).Text));
    }

    [Fact]
    public async Task A_scanned_code_finds_its_drug_however_it_is_written()
    {
        var main = await MainAsync();
        var id = (await Save.RunAsync(main, null, 0, DrugsWorld.Sartan() with { IdentificationCode = "8034500" })).Value;
        foreach (var text in new[] { "80345001234567890123", "8034 5001 2345 6789 0123", "８０３４５００１２３４５６７８９０１２３", "https://m.example.com/c/YS34T6/80345001234567890123" })
            (await List.RunAsync(main, new(text), new())).Value.Rows.Select(x => x.Id).Should().Equal(id);
    }

    [Fact]
    public async Task Taking_out_of_use_what_is_out_of_use_is_no_act()
    {
        var main = await MainAsync();
        var id = (await Save.RunAsync(main, null, 0, DrugsWorld.Sartan())).Value;
        var retire = new RetireDrug(database.Databases);
        (await retire.RunAsync(main, id, false)).Refusal.Should().Be(DrugsRefusals.AlreadyInUse);
        (await retire.RunAsync(main, id, true)).IsDone.Should().BeTrue();
        (await retire.RunAsync(main, id, true)).Refusal.Should().Be(DrugsRefusals.AlreadyRetired);
    }

    [Fact]
    public async Task Only_drugs_with_an_identification_are_offered_where_it_is_needed()
    {
        var main = await MainAsync();
        var id = (await Save.RunAsync(main, null, 0, DrugsWorld.Sartan() with { IdentificationCode = "8034500" })).Value;
        for (var i = 0; i < DrugChoices.Most; i++)
            await Save.RunAsync(main, null, 0, DrugsWorld.Sartan($"国药准字H2099{1000 + i}"));
        var choices = new DrugChoices(database.Databases);
        (await choices.RunAsync(main, null, identified: true)).Value.Select(x => x.Id).Should().Equal(id);
        (await choices.RunAsync(main, null)).Value.Should().HaveCount(DrugChoices.Most).And.NotContain(x => x.Id == id);
    }

    [Fact]
    public async Task What_is_wrong_in_a_file_is_told_by_line_and_column()
    {
        var main = await MainAsync();
        await Save.RunAsync(main, null, 0, DrugsWorld.Sartan("国药准字H20990008") with { IdentificationCode = "8034500" });
        await using var bench = await StartAsync(main);
        var file = await bench.UploadAsync(main, Header
            + Line("好的", "国药准字H20990001", "7", "8034567", "24")
            + Line("又一次", "国药准字h20990001", "7", "", "24")
            + Line("别人的标识码", "国药准字H20990002", "7", "8034500", "24")
            + Line("错文号", "H2099", "7", "803", "0")
            + Line("", "国药准字H20990003", "0", "", "24"));
        var report = (await bench.Get<CheckImport>().RunAsync(main, DrugImport.ImportCode, file)).Value;
        report.Faults.Select(fault => $"{fault.Line} {fault.Column}").Should().BeEquivalentTo(
            "3 批准文号", "4 药品标识码", "5 批准文号", "5 药品标识码", "5 有效期（月）", "6 药品通用名", "6 每个最小包装的数量");
        report.Good.Should().Be(1);
    }

    private const string Header = "药品通用名,剂型,制剂规格,批准文号,生产企业,每个最小包装的数量,最小剂量单位,最小包装单位,药品标识码,贮藏条件,有效期（月）\n";

    private static string Line(string name, string licence, string doses, string identification, string months) =>
        $"{name},片剂,0.15g,{licence},云杉示例制药有限公司,{doses},片,盒,{identification},常温（10～30℃）,{months}\n";

    private Task<ImportBench> StartAsync(Actor main)
    {
        var people = new Yaosu.Tests.Platform.Exports.People();
        people.Now(main);
        return ImportBench.StartAsync(database, people, new DrugImport());
    }

    private async Task<Actor> MainAsync()
    {
        var world = await OrgsWorld.OpenAsync(database);
        return await world.SignedInAsync(world.MainName);
    }
}
