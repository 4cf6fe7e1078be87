using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Yaosu.Data.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class Codes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "codes");

            migrationBuilder.CreateTable(
                name: "MerchantCodes",
                schema: "codes",
                columns: table => new
                {
                    Code = table.Column<string>(type: "nvarchar(6)", maxLength: 6, nullable: false),
                    OrgId = table.Column<long>(type: "bigint", nullable: false),
                    MerchantId = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MerchantCodes", x => x.Code);
                });

            migrationBuilder.CreateTable(
                name: "Merchants",
                schema: "codes",
                columns: table => new
                {
                    OrgId = table.Column<long>(type: "bigint", nullable: false),
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false, collation: "Chinese_PRC_CI_AS"),
                    Code = table.Column<string>(type: "nvarchar(6)", maxLength: 6, nullable: false),
                    Source = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    UrlPrefixes = table.Column<string>(type: "nvarchar(1005)", maxLength: 1005, nullable: false),
                    Note = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    GoodsNumbered = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Merchants", x => new { x.OrgId, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "Goods",
                schema: "codes",
                columns: table => new
                {
                    OrgId = table.Column<long>(type: "bigint", nullable: false),
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false, collation: "Chinese_PRC_CI_AS"),
                    Number = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    MerchantId = table.Column<long>(type: "bigint", nullable: false),
                    DrugId = table.Column<long>(type: "bigint", nullable: true),
                    Spec = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    Description = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: true),
                    PictureCount = table.Column<int>(type: "int", nullable: false),
                    RetiredAt = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Goods", x => new { x.OrgId, x.Id });
                    table.ForeignKey(
                        name: "FK_Goods_Drugs_OrgId_DrugId",
                        columns: x => new { x.OrgId, x.DrugId },
                        principalSchema: "drugs",
                        principalTable: "Drugs",
                        principalColumns: new[] { "OrgId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Goods_Merchants_OrgId_MerchantId",
                        columns: x => new { x.OrgId, x.MerchantId },
                        principalSchema: "codes",
                        principalTable: "Merchants",
                        principalColumns: new[] { "OrgId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "GoodsPictures",
                schema: "codes",
                columns: table => new
                {
                    OrgId = table.Column<long>(type: "bigint", nullable: false),
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    GoodsId = table.Column<long>(type: "bigint", nullable: false),
                    FileId = table.Column<long>(type: "bigint", nullable: false),
                    Position = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_GoodsPictures", x => new { x.OrgId, x.Id });
                    table.ForeignKey(
                        name: "FK_GoodsPictures_Files_OrgId_FileId",
                        columns: x => new { x.OrgId, x.FileId },
                        principalSchema: "platform",
                        principalTable: "Files",
                        principalColumns: new[] { "OrgId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_GoodsPictures_Goods_OrgId_GoodsId",
                        columns: x => new { x.OrgId, x.GoodsId },
                        principalSchema: "codes",
                        principalTable: "Goods",
                        principalColumns: new[] { "OrgId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Goods_OrgId_DrugId",
                schema: "codes",
                table: "Goods",
                columns: new[] { "OrgId", "DrugId" });

            migrationBuilder.CreateIndex(
                name: "IX_Goods_OrgId_MerchantId",
                schema: "codes",
                table: "Goods",
                columns: new[] { "OrgId", "MerchantId" });

            migrationBuilder.CreateIndex(
                name: "IX_Goods_OrgId_Name",
                schema: "codes",
                table: "Goods",
                columns: new[] { "OrgId", "Name" });

            migrationBuilder.CreateIndex(
                name: "IX_Goods_OrgId_Number",
                schema: "codes",
                table: "Goods",
                columns: new[] { "OrgId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_GoodsPictures_OrgId_FileId",
                schema: "codes",
                table: "GoodsPictures",
                columns: new[] { "OrgId", "FileId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_GoodsPictures_OrgId_GoodsId",
                schema: "codes",
                table: "GoodsPictures",
                columns: new[] { "OrgId", "GoodsId" });

            migrationBuilder.CreateIndex(
                name: "IX_Merchants_OrgId_Code",
                schema: "codes",
                table: "Merchants",
                columns: new[] { "OrgId", "Code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Merchants_OrgId_Name",
                schema: "codes",
                table: "Merchants",
                columns: new[] { "OrgId", "Name" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "GoodsPictures",
                schema: "codes");

            migrationBuilder.DropTable(
                name: "MerchantCodes",
                schema: "codes");

            migrationBuilder.DropTable(
                name: "Goods",
                schema: "codes");

            migrationBuilder.DropTable(
                name: "Merchants",
                schema: "codes");
        }
    }
}
