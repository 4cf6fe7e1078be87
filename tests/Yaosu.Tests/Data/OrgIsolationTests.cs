using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Yaosu.Platform.Data;
using Yaosu.Tests.Support;

namespace Yaosu.Tests.Data;

/// <summary>T-27 and T-29, generated over the model: a new entity is covered without anybody remembering it.</summary>
public sealed class OrgIsolationTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const long Ours = 1;
    private const long Theirs = 2;

    public static TheoryData<string> OwnedEntities()
    {
        var data = new TheoryData<string>();
        foreach (var entity in Entities.Model.GetEntityTypes().Where(entity => typeof(IOwnedByOrg).IsAssignableFrom(entity.ClrType)))
            data.Add(entity.ClrType.FullName!);
        return data;
    }

    [Fact]
    public void Every_entity_is_owned_or_a_declared_fact_of_the_platform() => TenancyConvention.Problems(Entities.Model).Should().BeEmpty();

    /// <summary>This list may only grow with a reason in its attribute and a reviewer's nod here.</summary>
    [Fact]
    public void The_facts_of_the_platform_are_these_and_no_others() =>
        Entities.Model.GetEntityTypes().Where(entity => entity.ClrType.GetCustomAttribute<PlatformFactAttribute>() is not null).Select(entity => entity.ClrType.Name)
            .Should().BeEquivalentTo(PlatformFacts.Known);

    [Theory]
    [MemberData(nameof(OwnedEntities))]
    public async Task Another_enterprise_can_neither_see_nor_touch(string entityName)
    {
        var entity = Entities.Model.FindEntityType(entityName)!;
        var intruder = (IIntruder)Activator.CreateInstance(typeof(Intruder<>).MakeGenericType(entity.ClrType), database, entity)!;
        // Enterprises of its own: rows made for another entity's sake would hold on to these.
        var pair = Intruders.NextNumber() * 2L;
        await intruder.TryEverythingAsync(Ours + pair, Theirs + pair);
    }

    [Fact]
    public async Task A_planted_hole_is_found()
    {
        var options = new DbContextOptionsBuilder<HoleyDb>().UseNpgsql("Host=nowhere").Options;
        await using var db = new HoleyDb(options);
        TenancyConvention.Problems(db.Model).Should().HaveCount(4)
            .And.Contain(problem => problem.Contains("key must be (OrgId, Id)"))
            .And.Contain(problem => problem.Contains("has no 'org' filter"))
            .And.Contain(problem => problem.Contains("could point into another enterprise"))
            .And.Contain(problem => problem.Contains("neither"));
    }

    private sealed class HoleyDb(DbContextOptions<HoleyDb> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            modelBuilder.Entity<Parent>().HasKey(x => new { x.OrgId, x.Id });
            modelBuilder.Entity<Parent>().HasQueryFilter(AppDb.OrgFilter, x => x.OrgId == 1);
            modelBuilder.Entity<Parent>().HasAlternateKey(x => x.Id);
            modelBuilder.Entity<Child>().HasKey(x => x.Id);
            modelBuilder.Entity<Child>().HasOne<Parent>().WithMany().HasForeignKey(x => x.ParentId).HasPrincipalKey(x => x.Id);
            modelBuilder.Entity<Stray>().HasKey(x => x.Id);
        }
    }

    private sealed class Parent : IOwnedByOrg
    {
        public long OrgId { get; set; }

        public long Id { get; set; }
    }

    private sealed class Child : IOwnedByOrg
    {
        public long OrgId { get; set; }

        public long Id { get; set; }

        public long ParentId { get; set; }
    }

    private sealed class Stray
    {
        public long Id { get; set; }
    }
}
