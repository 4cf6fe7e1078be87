using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Yaosu.Drugs;
using Yaosu.Drugs.Contracts;
using Yaosu.Drugs.Details;
using Yaosu.Drugs.Registry;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Files;
using Yaosu.Platform.Paging;
using Yaosu.Tests.Orgs;
using Yaosu.Tests.Platform.Files;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Drugs;

public sealed class DetailsTests(TestDatabase database) : IClassFixture<TestDatabase>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("drug-details").FullName;

    private EditDetails Edit => new(database.Databases);

    private DrugCards Cards => new(database.Databases);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Consumers_read_what_was_submitted_last_and_never_a_draft()
    {
        var (main, drug) = await OpenAsync();
        (await Cards.FindAsync(main.OrgId, drug))!.Should().BeEquivalentTo(new { GenericName = "示例沙坦片", ImageFileId = (long?)null, Chapters = Array.Empty<DrugCard.Line>(), Advice = (string?)null });

        var content = await WrittenAsync(main);
        (await Edit.PublishAsync(main, drug, -1, content)).Value.Should().Be(1);
        var card = (await Cards.FindAsync(main.OrgId, drug))!;
        card.ImageFileId.Should().Be(content.ImageFileId);
        card.Marks.Select(x => x.Text).Should().Equal("Rx 处方药");
        card.Chapters.Select(x => x.Title).Should().Equal("商品名", "成分", "性状", "适应症", "用法与用量", "不良反应", "禁忌", "注意事项", "老年用药");
        card.Advice.Should().Contain("医师");

        (await Edit.SaveDraftAsync(main, drug, -1, content with { Dosage = "改了的用法" })).IsDone.Should().BeTrue();
        (await Cards.FindAsync(main.OrgId, drug))!.Should().BeEquivalentTo(card);
        var shown = (await Edit.FindAsync(main, drug)).Value;
        (shown.IsDraft, shown.Published, shown.Content.Dosage).Should().Be((true, 1, "改了的用法"));
        (await Edit.PublishAsync(main, drug, shown.DraftVersion, shown.Content)).Value.Should().Be(2);
        (await Cards.FindAsync(main.OrgId, drug))!.Chapters.Should().Contain(x => x.Text == "改了的用法");
        var after = (await Edit.FindAsync(main, drug)).Value;
        (after.IsDraft, after.DraftVersion).Should().Be((false, -1));
        after.Versions[0].Changes.Should().Equal(new DetailsChange("用法与用量", "一次一片", "改了的用法"));
        (await Edit.PublishAsync(main, drug, -1, after.Content)).Refusal.Should().Be(DrugsRefusals.NothingToSubmit);
        await using var db = database.OpenSystem(main.OrgId);
        (await db.Set<AuditEntry>().Where(x => x.Action == DrugsActions.DetailsPublished.Code).OrderBy(x => x.Sequence).Select(x => x.Note).LastAsync()).Should().Be("第 2 版；改动：用法与用量");
    }

    [Fact]
    public async Task What_consumers_must_be_able_to_read_is_asked_for_and_only_of_the_kind_that_is_shown()
    {
        var (main, drug) = await OpenAsync();
        var nothing = await Edit.PublishAsync(main, drug, -1, new());
        nothing.Refusals.Select(x => x.Field).Should().BeEquivalentTo(
            "ImageFileId", "Sale", "Control", "TradeName", "Ingredients", "Appearance", "Indications", "Dosage", "AdverseReactions", "Contraindications", "Precautions");
        (await Edit.SaveDraftAsync(main, drug, -1, new())).IsDone.Should().BeTrue("a draft may lack everything");

        var version = (await Edit.FindAsync(main, drug)).Value.DraftVersion;
        var image = await StoreAsync(main, DetailsFiles.Image);
        var asPictures = new DetailsContent { ImageFileId = image, Sale = SaleMark.OtcB, Control = ControlMark.Ordinary, Leaflet = LeafletKind.Pictures, Indications = "留着" };
        (await Edit.PublishAsync(main, drug, version, asPictures)).Refusals.Select(x => x.Field).Should().Equal("Pictures");
        var pages = new[] { await StoreAsync(main, DetailsFiles.Leaflet), await StoreAsync(main, DetailsFiles.Leaflet) };
        (await Edit.PublishAsync(main, drug, version, asPictures with { Pictures = pages })).IsDone.Should().BeTrue();
        var card = (await Cards.FindAsync(main.OrgId, drug))!;
        card.Pictures.Should().Equal(pages);
        card.Chapters.Should().BeEmpty("only one kind is shown");
        (await Edit.FindAsync(main, drug)).Value.Content.Indications.Should().Be("留着", "both kinds are kept");

        (await Edit.PublishAsync(main, drug, -1, asPictures with { Sale = SaleMark.OtcA, Control = ControlMark.Narcotic, Pictures = pages })).Refusal.Should().Be(DrugsRefusals.ControlledOverTheCounter);
        (await Edit.PublishAsync(main, drug, -1, asPictures with { Sale = SaleMark.OtcB, Control = ControlMark.PsychotropicTwo, Pictures = pages })).Refusal.Should().Be(DrugsRefusals.ControlledOverTheCounter);
        (await Edit.PublishAsync(main, drug, -1, asPictures with { Sale = SaleMark.Prescription, Control = ControlMark.PsychotropicTwo, Pictures = pages })).Refusal.Should().Be(DrugsRefusals.ControlMarkDiffers(ControlMark.Ordinary), "the registry knows it otherwise");
        (await Edit.SaveDraftAsync(main, drug, -1, new() { Indications = new string('长', 5001), Pictures = [1, 2, 3, 4, 5, 6], Sale = (SaleMark)9 })).Refusals.Select(x => x.Code)
            .Should().BeEquivalentTo("drugs.too-long", "drugs.too-many-pictures", "drugs.mark-unknown");
    }

    [Fact]
    public async Task Only_own_pictures_of_the_right_purpose_are_taken_and_what_nothing_holds_any_more_goes()
    {
        var (main, drug) = await OpenAsync();
        var (other, _) = await OpenAsync();
        var theirs = await StoreAsync(other, DetailsFiles.Image);
        var colleagues = await StoreAsync(main with { UserId = main.UserId + 1 }, DetailsFiles.Image);
        var leaflet = await StoreAsync(main, DetailsFiles.Leaflet);
        foreach (var id in new[] { theirs, colleagues, leaflet, long.MaxValue })
            (await Edit.SaveDraftAsync(main, drug, -1, new() { ImageFileId = id })).Refusal!.Code.Should().Be("drugs.picture-not-found");

        var (first, second) = (await StoreAsync(main, DetailsFiles.Image), await StoreAsync(main, DetailsFiles.Image));
        var version = (await Edit.SaveDraftAsync(main, drug, -1, new() { ImageFileId = first })).Value;
        version = (await Edit.SaveDraftAsync(main, drug, version, new() { ImageFileId = second, Pictures = [leaflet] })).Value;
        (await StateAsync(main, first)).Should().Be(StoredFileState.Deleted);
        (await StateAsync(main, second)).Should().Be(StoredFileState.Stored);

        (await Edit.PublishAsync(main, drug, version, (await WrittenAsync(main)) with { ImageFileId = second })).IsDone.Should().BeTrue();
        (await StateAsync(main, leaflet)).Should().Be(StoredFileState.Deleted, "the version that was submitted has no such picture");
        (await Edit.SaveDraftAsync(main, drug, -1, new())).IsDone.Should().BeTrue();
        (await Edit.DiscardDraftAsync(main, drug)).IsDone.Should().BeTrue();
        (await StateAsync(main, second)).Should().Be(StoredFileState.Stored, "a version holds it");
        (await Edit.FindAsync(main, drug)).Value.IsDraft.Should().BeFalse();
    }

    [Fact]
    public async Task An_earlier_version_comes_back_through_the_draft()
    {
        var (main, drug) = await OpenAsync();
        var content = await WrittenAsync(main);
        await Edit.PublishAsync(main, drug, -1, content);
        await Edit.PublishAsync(main, drug, -1, content with { Dosage = "第二版" });
        (await Edit.RestoreAsync(main, drug, -1, 3)).Refusal.Should().Be(DrugsRefusals.VersionNotFound);
        (await Edit.RestoreAsync(main, drug, -1, 0)).Refusal.Should().Be(DrugsRefusals.VersionNotFound);
        (await Edit.RestoreAsync(main, drug, -1, 1)).IsDone.Should().BeTrue();
        var shown = (await Edit.FindAsync(main, drug)).Value;
        (shown.IsDraft, shown.Content).Should().Be((true, DetailsRules.Clean(content)));
        (await Cards.FindAsync(main.OrgId, drug))!.Chapters.Should().Contain(x => x.Text == "第二版", "it is a draft until it is submitted");
        (await Edit.PublishAsync(main, drug, shown.DraftVersion, shown.Content)).Value.Should().Be(3);
    }

    [Fact]
    public async Task Of_two_who_write_at_once_the_second_is_told()
    {
        var (main, drug) = await OpenAsync();
        var content = await WrittenAsync(main);
        (await Edit.SaveDraftAsync(main, drug, -1, content)).IsDone.Should().BeTrue();
        (await Edit.SaveDraftAsync(main, drug, -1, content)).Refusal.Should().Be(DrugsRefusals.DetailsChangedMeanwhile);
        (await Edit.PublishAsync(main, drug, -1, content)).Refusal.Should().Be(DrugsRefusals.DetailsChangedMeanwhile);
        var both = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Edit.SaveDraftAsync(main, drug, 0, content with { Dosage = $"{i}" })));
        both.Count(x => x.IsDone).Should().Be(1);
        both.Where(x => !x.IsDone).Should().OnlyContain(x => x.Refusal == DrugsRefusals.DetailsChangedMeanwhile);
    }

    [Fact]
    public async Task The_list_says_how_far_each_drug_is_and_a_drug_with_details_stays()
    {
        var (main, drug) = await OpenAsync();
        var list = new DetailsList(database.Databases);
        await ExpectAsync(DetailsState.None);
        var version = (await Edit.SaveDraftAsync(main, drug, -1, new())).Value;
        await ExpectAsync(DetailsState.DraftOnly);
        await Edit.PublishAsync(main, drug, version, await WrittenAsync(main));
        await ExpectAsync(DetailsState.Published);
        await Edit.SaveDraftAsync(main, drug, -1, new());
        await ExpectAsync(DetailsState.PublishedAndDraft);
        (await new DeleteDrug(database.Databases).RunAsync(main, drug)).Refusal.Should().Be(DrugsRefusals.DrugInUse);
        (await list.RunAsync(main, "没有", null, new PageRequest())).Value.Total.Should().Be(0);

        async Task ExpectAsync(DetailsState state)
        {
            (await list.RunAsync(main, null, null, new PageRequest())).Value.Rows.Single().State.Should().Be(state);
            foreach (var asked in Enum.GetValues<DetailsState>())
                (await list.RunAsync(main, "slst", asked, new PageRequest())).Value.Total.Should().Be(asked == state ? 1 : 0);
        }
    }

    private async Task<(Actor Main, long Drug)> OpenAsync()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var main = await world.SignedInAsync(world.MainName);
        return (main, (await new SaveDrug(database.Databases).RunAsync(main, null, 0, DrugsWorld.Sartan())).Value);
    }

    private async Task<DetailsContent> WrittenAsync(Actor main) => new()
    {
        ImageFileId = await StoreAsync(main, DetailsFiles.Image),
        Sale = SaleMark.Prescription,
        Control = ControlMark.Ordinary,
        TradeName = "云杉平",
        Ingredients = "示例成分",
        Appearance = "白色片",
        Indications = "示例适应症",
        Dosage = "一次一片",
        Contraindications = "示例禁忌",
        AdverseReactions = "示例不良反应",
        Precautions = "示例注意事项",
        Elderly = "无需调整剂量",
    };

    private async Task<long> StoreAsync(Actor actor, FilePurpose purpose)
    {
        var store = new FileStore(database.Databases, new([DetailsFiles.Image, DetailsFiles.Leaflet]), Options.Create(new FileStoreOptions { Folder = _folder }), NullLogger<FileStore>.Instance);
        using var png = new MemoryStream(SampleFiles.Png(8, 8));
        return (await store.ReceiveAsync(actor, purpose, "示例.png", png, png.Length)).Value;
    }

    private async Task<StoredFileState?> StateAsync(Actor actor, long id)
    {
        await using var db = database.OpenSystem(actor.OrgId);
        return await db.Set<StoredFile>().Where(x => x.Id == id).Select(x => (StoredFileState?)x.State).SingleOrDefaultAsync();
    }
}
