using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Yaosu.Data.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class Batches : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "batches");

            migrationBuilder.CreateTable(
                name: "BatchCounts",
                schema: "batches",
                columns: table => new
                {
                    OrgId = table.Column<long>(type: "bigint", nullable: false),
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Given = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BatchCounts", x => new { x.OrgId, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "Batches",
                schema: "batches",
                columns: table => new
                {
                    OrgId = table.Column<long>(type: "bigint", nullable: false),
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Number = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    BatchNumber = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    NumberKey = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    MerchantId = table.Column<long>(type: "bigint", nullable: false),
                    GoodsId = table.Column<long>(type: "bigint", nullable: false),
                    MadeOn = table.Column<DateOnly>(type: "date", nullable: true),
                    ExpiresOn = table.Column<DateOnly>(type: "date", nullable: true),
                    Note = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    DetailCount = table.Column<int>(type: "integer", nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Codes = table.Column<long>(type: "bigint", nullable: false),
                    HadCodes = table.Column<bool>(type: "boolean", nullable: false),
                    MovedAt = table.Column<DateTime>(type: "timestamp(6) with time zone", precision: 6, nullable: true),
                    MovedBy = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    FreezeReason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Batches", x => new { x.OrgId, x.Id });
                    table.ForeignKey(
                        name: "FK_Batches_Goods_OrgId_GoodsId",
                        columns: x => new { x.OrgId, x.GoodsId },
                        principalSchema: "codes",
                        principalTable: "Goods",
                        principalColumns: new[] { "OrgId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Batches_Merchants_OrgId_MerchantId",
                        columns: x => new { x.OrgId, x.MerchantId },
                        principalSchema: "codes",
                        principalTable: "Merchants",
                        principalColumns: new[] { "OrgId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "BatchDetails",
                schema: "batches",
                columns: table => new
                {
                    OrgId = table.Column<long>(type: "bigint", nullable: false),
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    BatchId = table.Column<long>(type: "bigint", nullable: false),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    Title = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Content = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    ShownOnScan = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BatchDetails", x => new { x.OrgId, x.Id });
                    table.ForeignKey(
                        name: "FK_BatchDetails_Batches_OrgId_BatchId",
                        columns: x => new { x.OrgId, x.BatchId },
                        principalSchema: "batches",
                        principalTable: "Batches",
                        principalColumns: new[] { "OrgId", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "BatchSpans",
                schema: "batches",
                columns: table => new
                {
                    OrgId = table.Column<long>(type: "bigint", nullable: false),
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    BatchId = table.Column<long>(type: "bigint", nullable: false),
                    PackageId = table.Column<long>(type: "bigint", nullable: false),
                    From = table.Column<long>(type: "bigint", nullable: false),
                    To = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BatchSpans", x => new { x.OrgId, x.Id });
                    table.ForeignKey(
                        name: "FK_BatchSpans_Batches_OrgId_BatchId",
                        columns: x => new { x.OrgId, x.BatchId },
                        principalSchema: "batches",
                        principalTable: "Batches",
                        principalColumns: new[] { "OrgId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_BatchSpans_CodePackages_OrgId_PackageId",
                        columns: x => new { x.OrgId, x.PackageId },
                        principalSchema: "codes",
                        principalTable: "CodePackages",
                        principalColumns: new[] { "OrgId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_BatchDetails_OrgId_BatchId_Position",
                schema: "batches",
                table: "BatchDetails",
                columns: new[] { "OrgId", "BatchId", "Position" });

            migrationBuilder.CreateIndex(
                name: "IX_Batches_OrgId_GoodsId_NumberKey",
                schema: "batches",
                table: "Batches",
                columns: new[] { "OrgId", "GoodsId", "NumberKey" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Batches_OrgId_MerchantId",
                schema: "batches",
                table: "Batches",
                columns: new[] { "OrgId", "MerchantId" });

            migrationBuilder.CreateIndex(
                name: "IX_Batches_OrgId_Number",
                schema: "batches",
                table: "Batches",
                columns: new[] { "OrgId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_BatchSpans_OrgId_BatchId",
                schema: "batches",
                table: "BatchSpans",
                columns: new[] { "OrgId", "BatchId" });

            migrationBuilder.CreateIndex(
                name: "IX_BatchSpans_OrgId_PackageId_From",
                schema: "batches",
                table: "BatchSpans",
                columns: new[] { "OrgId", "PackageId", "From" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "BatchCounts",
                schema: "batches");

            migrationBuilder.DropTable(
                name: "BatchDetails",
                schema: "batches");

            migrationBuilder.DropTable(
                name: "BatchSpans",
                schema: "batches");

            migrationBuilder.DropTable(
                name: "Batches",
                schema: "batches");
        }
    }
}
