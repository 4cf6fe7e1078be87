using Microsoft.EntityFrameworkCore;
using Yaosu.Orgs;
using Yaosu.Orgs.Account;
using Yaosu.Platform.Files;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Orgs.Account;

public sealed class AvatarTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task A_new_picture_takes_the_place_of_the_old_one_and_shows_in_the_top_bar()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var actor = await world.SignedInAsync(world.MainName);
        var (first, second) = (await UploadedAsync(actor), await UploadedAsync(actor));
        var set = new SetAvatar(database.Databases);
        (await set.RunAsync(actor, first)).IsDone.Should().BeTrue();
        (await set.RunAsync(actor, second)).IsDone.Should().BeTrue();

        (await new ShellProfileOfUser(database.Databases).GetAsync(actor)).AvatarUrl.Should().Be(OrgsUrls.Avatar(second));
        await using var db = database.OpenSystem(world.OrgId);
        (await db.Set<StoredFile>().SingleAsync(x => x.Id == first)).State.Should().Be(StoredFileState.Deleted);
        (await db.Set<StoredFile>().SingleAsync(x => x.Id == second)).ExpiresAt.Should().BeNull("a picture in use stays");
    }

    [Fact]
    public async Task A_colleagues_upload_can_not_become_ones_own_picture()
    {
        var world = await OrgsWorld.OpenAsync(database);
        var (actor, colleague) = (await world.SignedInAsync(world.MainName), await world.SignedInAsync(await world.AddUserAsync()));
        (await new SetAvatar(database.Databases).RunAsync(actor, await UploadedAsync(colleague))).Refusal.Should().Be(OrgsRefusals.AvatarNotFound);
    }

    private async Task<long> UploadedAsync(Actor actor)
    {
        await using var db = database.Open(actor);
        var file = new StoredFile { Name = "头像.png", Purpose = AvatarFile.Purpose.Code, CreatedAt = database.Time.UtcNow(), CreatedById = actor.UserId };
        var entry = db.Add(file);
        entry.Property(x => x.State).CurrentValue = StoredFileState.Stored;
        entry.Property(x => x.ExpiresAt).CurrentValue = database.Time.UtcNow().AddHours(24);
        await db.SaveChangesAsync();
        return file.Id;
    }
}
