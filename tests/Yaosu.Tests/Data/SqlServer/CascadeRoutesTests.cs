using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Yaosu.Platform.Modules;

namespace Yaosu.Tests.Data.SqlServer;

public sealed class CascadeRoutesTests
{
    [Fact]
    public void No_delete_of_the_product_reaches_a_table_by_two_routes() => CascadeRoutes.Problems(SqlServerModel.Product.Model).Should().BeEmpty();

    [Fact]
    public void Two_routes_are_found() => CascadeRoutes.Problems(Model(DeleteBehavior.Cascade, DeleteBehavior.Cascade))
        .Should().ContainSingle().Which.Should().Be("two routes: work.Batch → work.Box → work.Code and work.Batch → work.Code");

    [Fact]
    public void Clearing_a_reference_counts_as_a_route() => CascadeRoutes.Problems(Model(DeleteBehavior.Cascade, DeleteBehavior.SetNull)).Should().ContainSingle();

    [Fact]
    public void One_route_is_enough_when_the_other_refuses() => CascadeRoutes.Problems(Model(DeleteBehavior.Cascade, DeleteBehavior.Restrict)).Should().BeEmpty();

    [Fact]
    public void A_row_that_cascades_to_its_own_table_is_found() => CascadeRoutes.Problems(Model(DeleteBehavior.Cascade, DeleteBehavior.Restrict, DeleteBehavior.Cascade))
        .Should().Contain(problem => problem.StartsWith("a cycle: work.Box → work.Box"));

    private static IModel Model(DeleteBehavior boxToCode, DeleteBehavior batchToCode, DeleteBehavior boxToBox = DeleteBehavior.Restrict) =>
        new SqlServerModel(new ModuleList([new Planted(boxToCode, batchToCode, boxToBox)])).Model;

    private sealed class Planted(DeleteBehavior boxToCode, DeleteBehavior batchToCode, DeleteBehavior boxToBox) : Module
    {
        public override string Name => "Work";

        public override void MapEntities(ModelBuilder model)
        {
            model.Entity<Batch>().ToTable(nameof(Batch), Schema);
            var box = model.Entity<Box>().ToTable(nameof(Box), Schema);
            box.HasOne<Batch>().WithMany().HasForeignKey(x => x.BatchId).OnDelete(DeleteBehavior.Cascade);
            box.HasOne<Box>().WithMany().HasForeignKey(x => x.OuterId).OnDelete(boxToBox);
            var code = model.Entity<Code>().ToTable(nameof(Code), Schema);
            code.HasOne<Box>().WithMany().HasForeignKey(x => x.BoxId).OnDelete(boxToCode);
            code.HasOne<Batch>().WithMany().HasForeignKey(x => x.BatchId).OnDelete(batchToCode);
        }
    }

    [Yaosu.Platform.Data.PlatformFact("planted")]
    private sealed class Batch
    {
        public long Id { get; init; }
    }

    [Yaosu.Platform.Data.PlatformFact("planted")]
    private sealed class Box
    {
        public long Id { get; init; }

        public long BatchId { get; init; }

        public long? OuterId { get; init; }
    }

    [Yaosu.Platform.Data.PlatformFact("planted")]
    private sealed class Code
    {
        public long Id { get; init; }

        public long BoxId { get; init; }

        public long? BatchId { get; init; }
    }
}
