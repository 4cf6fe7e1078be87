using Microsoft.EntityFrameworkCore;
using Yaosu.Codes;
using Yaosu.Codes.Merchants;
using Yaosu.Codes.Products;
using Yaosu.Drugs;
using Yaosu.Drugs.Contracts;
using Yaosu.Drugs.Registry;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Files;
using Yaosu.Platform.Paging;
using Yaosu.Tests.Drugs;
using Yaosu.Tests.Orgs;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Codes;

public sealed class GoodsTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private Actor _main = null!;
    private Merchant _merchant = null!;

    private SaveGoods Save => new(database.Databases);

    private GoodsList List => new(database.Databases);

    private SaveDrug SaveDrug => new(database.Databases);

    private DrugChoices Drugs => new(database.Databases);

    public async ValueTask InitializeAsync()
    {
        _main = await MainAsync();
        _merchant = await MerchantAsync(_main, "云杉旗舰店");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Goods_are_numbered_by_their_merchant_and_a_number_is_not_given_again()
    {
        var first = (await Save.RunAsync(_main, null, 0, Sartan with { Name = " 示例沙坦片 ", Spec = " 7片/盒 ", Description = "第一行\n第二行" })).Value;
        var shown = (await List.FindAsync(_main, first)).Value;
        (shown.Goods.Name, shown.Goods.Spec, shown.Goods.Description, shown.MerchantName).Should().Be(("示例沙坦片", "7片/盒", "第一行\n第二行", "云杉旗舰店"));
        shown.Goods.Number.Should().Be(_merchant.Code + "0001");

        (await new DeleteGoods(database.Databases).RunAsync(_main, first)).IsDone.Should().BeTrue();
        var second = (await Save.RunAsync(_main, null, 0, Sartan)).Value;
        (await List.FindAsync(_main, second)).Value.Goods.Number.Should().Be(_merchant.Code + "0002");
        (await List.FindAsync(_main, first)).Refusal.Should().Be(CodesRefusals.GoodsNotFound);

        var other = await MerchantAsync(_main, "云杉二店");
        var third = (await Save.RunAsync(_main, null, 0, Sartan with { MerchantId = other.Id })).Value;
        (await List.FindAsync(_main, third)).Value.Goods.Number.Should().Be(other.Code + "0001");
        (await new MerchantList(database.Databases).FindAsync(_main, _merchant.Id)).Value.Merchant.Version.Should().Be(_merchant.Version, "whoever edits the merchant isn't disturbed");
    }

    [Fact]
    public async Task Of_goods_that_are_added_at_once_each_gets_a_number_of_its_own()
    {
        var saved = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Save.RunAsync(_main, null, 0, Sartan with { Name = $"示例片{i}" })));
        saved.Should().OnlyContain(x => x.IsDone);
        (await List.RunAsync(_main, new(), new())).Value.Rows.Select(x => x.Number).Should().BeEquivalentTo(Enumerable.Range(1, 6).Select(i => $"{_merchant.Code}000{i}"));
    }

    [Fact]
    public async Task What_is_wrong_is_told_beside_its_field()
    {
        var refused = await Save.RunAsync(_main, null, 0, new(" ", 0, null, [1, 2, 3, 4, 5, 6, 7], new string('g', 101), new string('长', 1001)));
        refused.Refusals.Select(x => x.Field).Should().BeEquivalentTo("Name", "Spec", "Description", "Merchant", "Pictures");
        (await Save.RunAsync(_main, null, 0, Sartan with { Name = new string('长', 101) })).Refusal!.Field.Should().Be("Name");
        (await Save.RunAsync(_main, null, 0, Sartan with { MerchantId = long.MaxValue })).Refusal.Should().Be(CodesRefusals.GoodsMerchantNeeded);
        (await List.RunAsync(_main, new(), new())).Value.Total.Should().Be(0);
    }

    [Fact]
    public async Task Whose_goods_they_are_is_chosen_once_and_of_two_editors_one_is_told()
    {
        var id = (await Save.RunAsync(_main, null, 0, Sartan)).Value;
        var other = await MerchantAsync(_main, "云杉二店");
        (await Save.RunAsync(_main, id, 0, Sartan with { MerchantId = other.Id })).Refusal.Should().Be(CodesRefusals.GoodsMerchantFixed);
        (await Save.RunAsync(_main, id, 0, Sartan with { Name = "示例沙坦分散片" })).Value.Should().Be(id);
        (await Save.RunAsync(_main, id, 0, Sartan)).Refusal.Should().Be(CodesRefusals.GoodsChangedMeanwhile);
        (await Save.RunAsync(_main, id, 1, Sartan with { Name = "示例沙坦分散片" })).Value.Should().Be(id, "nothing is changed");
        (await ActionsAsync(id)).Should().Equal(CodesActions.GoodsAdded.Code, CodesActions.GoodsChanged.Code);
    }

    [Fact]
    public async Task Goods_are_one_of_the_drugs_in_use_and_keep_one_that_was_retired_since()
    {
        var drug = (await SaveDrug.RunAsync(_main, null, 0, DrugsWorld.Sartan())).Value;
        var id = (await Save.RunAsync(_main, null, 0, Sartan with { DrugId = drug })).Value;
        (await List.FindAsync(_main, id)).Value.Drug.Should().Be(new DrugChoice(drug, "示例沙坦片 片剂 0.15g 7片/盒（国药准字H20990001）", null));
        (await new DeleteDrug(database.Databases).RunAsync(_main, drug)).Refusal.Should().Be(DrugsRefusals.DrugInUse);

        (await new RetireDrug(database.Databases).RunAsync(_main, drug, true)).IsDone.Should().BeTrue();
        (await Save.RunAsync(_main, id, 0, Sartan with { DrugId = drug, Spec = "7片/盒" })).Value.Should().Be(id);
        (await List.FindAsync(_main, id)).Value.Drug!.Id.Should().Be(drug);
        (await Save.RunAsync(_main, null, 0, Sartan with { DrugId = drug })).Refusal.Should().Be(CodesRefusals.DrugNotChoosable);

        var other = await MainAsync();
        var theirs = (await SaveDrug.RunAsync(other, null, 0, DrugsWorld.Sartan())).Value;
        (await Save.RunAsync(_main, null, 0, Sartan with { DrugId = theirs })).Refusal.Should().Be(CodesRefusals.DrugNotChoosable);
        (await Save.RunAsync(_main, id, 1, Sartan with { DrugId = theirs })).Refusal.Should().Be(CodesRefusals.DrugNotChoosable);
    }

    [Fact]
    public async Task Drugs_to_choose_from_are_found_by_name_and_initials_and_never_too_many()
    {
        foreach (var i in Enumerable.Range(1, DrugChoices.Most + 2))
            (await SaveDrug.RunAsync(_main, null, 0, DrugsWorld.Sartan($"国药准字H209900{i:00}"))).IsDone.Should().BeTrue();
        var tablet = (await SaveDrug.RunAsync(_main, null, 0, DrugsWorld.Sartan("国药准字S20990077") with { GenericName = "另一种缓释片", TradeName = null })).Value;
        (await Drugs.RunAsync(_main, null)).Value.Should().HaveCount(DrugChoices.Most);
        (await Drugs.RunAsync(_main, "lyzhs")).Value.Select(x => x.Id).Should().Equal(tablet);
        await new RetireDrug(database.Databases).RunAsync(_main, tablet, true);
        (await Drugs.RunAsync(_main, "缓释")).Value.Should().BeEmpty();

        var world = await OrgsWorld.OpenAsync(database);
        var marketing = await world.SignedInAsync(await world.AddUserAsync(CodesPermissions.ManageGoods, CodesPermissions.ViewGoods));
        DrugChoices.MayChoose(marketing).Should().BeFalse();
        (await Drugs.RunAsync(marketing, null)).Refusal!.Code.Should().Be("access.denied");
    }

    [Fact]
    public async Task Merchants_to_choose_from_are_found_by_name_and_code()
    {
        var second = await MerchantAsync(_main, "青禾专营店");
        var find = new FindMerchants(database.Databases);
        (await find.RunAsync(_main, null)).Value.Select(x => x.Id).Should().Equal(second.Id, _merchant.Id);
        (await find.RunAsync(_main, "旗舰")).Value.Should().ContainSingle().Which.Text.Should().Be($"云杉旗舰店（{_merchant.Code}）");
#pragma warning disable CA1308 // As people type it.
        (await find.RunAsync(_main, second.Code.ToLowerInvariant())).Value.Select(x => x.Id).Should().Equal(second.Id);
#pragma warning restore CA1308
    }

    [Fact]
    public async Task Goods_are_found_by_name_number_merchant_and_state()
    {
        var sartan = (await Save.RunAsync(_main, null, 0, Sartan)).Value;
        var other = await MerchantAsync(_main, "青禾专营店");
        var capsule = (await Save.RunAsync(_main, null, 0, Sartan with { Name = "示例胶囊", MerchantId = other.Id })).Value;
        (await FoundAsync(new("沙坦"))).Should().Equal(sartan);
        (await FoundAsync(new(other.Code))).Should().Equal(capsule);
        (await FoundAsync(new(Merchant: "旗舰"))).Should().Equal(sartan);
        (await FoundAsync(new(Merchant: other.Code))).Should().Equal(capsule);
        (await FoundAsync(new("_"))).Should().BeEmpty();
        foreach (var sort in new[] { "id", "name", "number" })
            (await List.RunAsync(_main, new(), new PageRequest { Sort = sort })).Value.Total.Should().Be(2);

        var retire = new RetireGoods(database.Databases);
        (await retire.RunAsync(_main, sartan, true)).IsDone.Should().BeTrue();
        (await retire.RunAsync(_main, sartan, true)).Refusal.Should().Be(CodesRefusals.GoodsAlreadyRetired);
        (await FoundAsync(new(State: GoodsState.Retired))).Should().Equal(sartan);
        (await FoundAsync(new(State: GoodsState.InUse))).Should().Equal(capsule);
        (await retire.RunAsync(_main, sartan, false)).IsDone.Should().BeTrue();
        (await retire.RunAsync(_main, sartan, false)).Refusal.Should().Be(CodesRefusals.GoodsAlreadyInUse);
        (await FoundAsync(new(State: GoodsState.Retired))).Should().BeEmpty();
        (await ActionsAsync(sartan)).Should().Equal(CodesActions.GoodsAdded.Code, CodesActions.GoodsRetired.Code, CodesActions.GoodsResumed.Code);

        async Task<IEnumerable<long>> FoundAsync(GoodsFilter filter) => (await List.RunAsync(_main, filter, new())).Value.Rows.Select(x => x.Id);
    }

    [Fact]
    public async Task Pictures_are_kept_in_their_order_and_go_with_what_no_longer_shows_them()
    {
        var (front, back, box) = (await UploadedAsync(_main), await UploadedAsync(_main), await UploadedAsync(_main));
        var id = (await Save.RunAsync(_main, null, 0, Sartan with { Pictures = [front, back] })).Value;
        (await PicturesAsync(id)).Should().Equal(front, back);
        (await FileAsync(front)).ExpiresAt.Should().BeNull("a picture in use stays");
        (await List.RunAsync(_main, new(), new())).Value.Rows.Should().ContainSingle().Which.Should().Match<GoodsRow>(x => x.Cover == front && x.Pictures == 2);

        (await Save.RunAsync(_main, id, 0, Sartan with { Pictures = [back, front] })).IsDone.Should().BeTrue();
        (await Save.RunAsync(_main, id, 0, Sartan with { Pictures = [front, back] })).Refusal.Should().Be(CodesRefusals.GoodsChangedMeanwhile, "the order alone is a change, too");
        (await PicturesAsync(id)).Should().Equal(back, front);

        (await Save.RunAsync(_main, id, 1, Sartan with { Pictures = [box, back, back] })).IsDone.Should().BeTrue();
        (await PicturesAsync(id)).Should().Equal(box, back);
        (await FileAsync(front)).State.Should().Be(StoredFileState.Deleted);

        (await new DeleteGoods(database.Databases).RunAsync(_main, id)).IsDone.Should().BeTrue();
        (await FileAsync(box)).State.Should().Be(StoredFileState.Deleted);
        (await FileAsync(back)).State.Should().Be(StoredFileState.Deleted);
    }

    [Fact]
    public async Task Only_what_somebody_has_uploaded_himself_for_goods_becomes_a_picture_and_of_one_alone()
    {
        var colleague = _main with { UserId = 4711 };
        (await Save.RunAsync(_main, null, 0, Sartan with { Pictures = [await UploadedAsync(colleague)] })).Refusal.Should().Be(CodesRefusals.PictureGone);
        (await Save.RunAsync(_main, null, 0, Sartan with { Pictures = [await UploadedAsync(_main, "avatar")] })).Refusal.Should().Be(CodesRefusals.PictureGone);
        (await Save.RunAsync(_main, null, 0, Sartan with { Pictures = [await UploadedAsync(await MainAsync())] })).Refusal.Should().Be(CodesRefusals.PictureGone);
        var picture = await UploadedAsync(_main);
        (await Save.RunAsync(_main, null, 0, Sartan with { Pictures = [picture] })).IsDone.Should().BeTrue();
        (await Save.RunAsync(_main, null, 0, Sartan with { Pictures = [picture] })).Refusal.Should().Be(CodesRefusals.PictureGone);
        (await List.RunAsync(_main, new(), new())).Value.Total.Should().Be(1);
    }

    [Fact]
    public async Task A_colleague_may_put_the_pictures_of_another_in_a_new_order()
    {
        var (front, back) = (await UploadedAsync(_main), await UploadedAsync(_main));
        var id = (await Save.RunAsync(_main, null, 0, Sartan with { Pictures = [front, back] })).Value;
        (await Save.RunAsync(_main with { UserId = 4711 }, id, 0, Sartan with { Pictures = [back, front] })).IsDone.Should().BeTrue();
        (await PicturesAsync(id)).Should().Equal(back, front);
    }

    [Fact]
    public async Task Goods_of_another_enterprise_are_not_there()
    {
        var id = (await Save.RunAsync(_main, null, 0, Sartan)).Value;
        var other = await MainAsync();
        (await List.FindAsync(other, id)).Refusal.Should().Be(CodesRefusals.GoodsNotFound);
        (await Save.RunAsync(other, id, 0, Sartan)).Refusal.Should().Be(CodesRefusals.GoodsNotFound);
        (await Save.RunAsync(other, null, 0, Sartan)).Refusal.Should().Be(CodesRefusals.GoodsMerchantNeeded);
        (await new RetireGoods(database.Databases).RunAsync(other, id, true)).Refusal.Should().Be(CodesRefusals.GoodsNotFound);
        (await new DeleteGoods(database.Databases).RunAsync(other, id)).Refusal.Should().Be(CodesRefusals.GoodsNotFound);
    }

    [Fact]
    public void Pictures_are_read_by_whoever_sees_the_goods_of_the_same_enterprise()
    {
        using var db = database.Open(_main);
        var file = new StoredFile { Purpose = GoodsPictureFile.Purpose.Code };
        db.Entry(file).Property(x => x.OrgId).CurrentValue = _main.OrgId;
        var nobody = _main with { IsMain = false };
        GoodsPictureFile.Purpose.MayRead(_main, file).Should().BeTrue();
        GoodsPictureFile.Purpose.MayRead(nobody, file).Should().BeFalse();
        GoodsPictureFile.Purpose.MayRead(nobody with { Permissions = new HashSet<string> { CodesPermissions.ViewGoodsCode } }, file).Should().BeTrue();
        GoodsPictureFile.Purpose.MayRead(_main with { OrgId = _main.OrgId + 1 }, file).Should().BeFalse();
    }

    private GoodsFacts Sartan => new("示例沙坦片", _merchant.Id, null, [], null, null);

    private async Task<List<long>> PicturesAsync(long id) => [.. (await List.FindAsync(_main, id)).Value.Pictures.Select(x => x.FileId)];

    private async Task<StoredFile> FileAsync(long id)
    {
        await using var db = database.OpenSystem(_main.OrgId);
        return await db.Set<StoredFile>().SingleAsync(x => x.Id == id);
    }

    private async Task<List<string>> ActionsAsync(long id)
    {
        await using var db = database.OpenSystem(_main.OrgId);
        return await db.Set<AuditEntry>().Where(x => x.ObjectId == id && x.ObjectType == nameof(Goods)).OrderBy(x => x.Sequence).Select(x => x.Action).ToListAsync();
    }

    private async Task<long> UploadedAsync(Actor actor, string? purpose = null)
    {
        await using var db = database.Open(actor);
        var file = new StoredFile { Name = "正面.png", Purpose = purpose ?? GoodsPictureFile.Purpose.Code, CreatedAt = database.Time.UtcNow(), CreatedById = actor.UserId };
        var entry = db.Add(file);
        entry.Property(x => x.State).CurrentValue = StoredFileState.Stored;
        entry.Property(x => x.ExpiresAt).CurrentValue = database.Time.UtcNow().AddHours(24);
        await db.SaveChangesAsync();
        return file.Id;
    }

    private async Task<Merchant> MerchantAsync(Actor actor, string name)
    {
        var id = (await new SaveMerchant(database.Databases).RunAsync(actor, null, 0, new(name, CodeSource.Platform, [], null))).Value;
        return (await new MerchantList(database.Databases).FindAsync(actor, id)).Value.Merchant;
    }

    private async Task<Actor> MainAsync()
    {
        var world = await OrgsWorld.OpenAsync(database);
        return await world.SignedInAsync(world.MainName);
    }
}
