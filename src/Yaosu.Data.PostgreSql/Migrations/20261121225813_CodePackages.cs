using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Yaosu.Data.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class CodePackages : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "PackagesNumbered",
                schema: "codes",
                table: "Merchants",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "CodeForms",
                schema: "codes",
                columns: table => new
                {
                    Key = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Length = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CodeForms", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "CodePackages",
                schema: "codes",
                columns: table => new
                {
                    OrgId = table.Column<long>(type: "bigint", nullable: false),
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Number = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    MerchantId = table.Column<long>(type: "bigint", nullable: false),
                    GoodsId = table.Column<long>(type: "bigint", nullable: true),
                    Mode = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Inside = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Linked = table.Column<bool>(type: "boolean", nullable: false),
                    Numbered = table.Column<bool>(type: "boolean", nullable: false),
                    Total = table.Column<long>(type: "bigint", nullable: false),
                    RuleText = table.Column<string>(type: "character varying(153)", maxLength: 153, nullable: false),
                    Address = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    GeneratedAt = table.Column<DateTime>(type: "timestamp(6) with time zone", precision: 6, nullable: false),
                    CreatedById = table.Column<long>(type: "bigint", nullable: false),
                    CreatedByName = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    JobId = table.Column<long>(type: "bigint", nullable: false),
                    ReadyAt = table.Column<DateTime>(type: "timestamp(6) with time zone", precision: 6, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CodePackages", x => new { x.OrgId, x.Id });
                    table.ForeignKey(
                        name: "FK_CodePackages_Goods_OrgId_GoodsId",
                        columns: x => new { x.OrgId, x.GoodsId },
                        principalSchema: "codes",
                        principalTable: "Goods",
                        principalColumns: new[] { "OrgId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_CodePackages_Merchants_OrgId_MerchantId",
                        columns: x => new { x.OrgId, x.MerchantId },
                        principalSchema: "codes",
                        principalTable: "Merchants",
                        principalColumns: new[] { "OrgId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "NumberBlocks",
                schema: "codes",
                columns: table => new
                {
                    Space = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    Generation = table.Column<int>(type: "integer", nullable: false),
                    First = table.Column<long>(type: "bigint", nullable: false),
                    Count = table.Column<long>(type: "bigint", nullable: false),
                    Form = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    OrgId = table.Column<long>(type: "bigint", nullable: false),
                    PackageId = table.Column<long>(type: "bigint", nullable: false),
                    Level = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NumberBlocks", x => new { x.Space, x.Generation, x.First });
                });

            migrationBuilder.CreateTable(
                name: "NumberSpaces",
                schema: "codes",
                columns: table => new
                {
                    Name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    Generation = table.Column<int>(type: "integer", nullable: false),
                    WrappedKey = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    Next = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NumberSpaces", x => new { x.Name, x.Generation });
                });

            migrationBuilder.CreateTable(
                name: "PackageLevels",
                schema: "codes",
                columns: table => new
                {
                    OrgId = table.Column<long>(type: "bigint", nullable: false),
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    PackageId = table.Column<long>(type: "bigint", nullable: false),
                    Level = table.Column<int>(type: "integer", nullable: false),
                    LayoutJson = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    RuleId = table.Column<long>(type: "bigint", nullable: true),
                    Count = table.Column<long>(type: "bigint", nullable: false),
                    Space = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    Generation = table.Column<int>(type: "integer", nullable: false),
                    First = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PackageLevels", x => new { x.OrgId, x.Id });
                    table.ForeignKey(
                        name: "FK_PackageLevels_CodePackages_OrgId_PackageId",
                        columns: x => new { x.OrgId, x.PackageId },
                        principalSchema: "codes",
                        principalTable: "CodePackages",
                        principalColumns: new[] { "OrgId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_PackageLevels_CodeRules_OrgId_RuleId",
                        columns: x => new { x.OrgId, x.RuleId },
                        principalSchema: "codes",
                        principalTable: "CodeRules",
                        principalColumns: new[] { "OrgId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_CodeForms_Length",
                schema: "codes",
                table: "CodeForms",
                column: "Length");

            migrationBuilder.CreateIndex(
                name: "IX_CodePackages_OrgId_GoodsId",
                schema: "codes",
                table: "CodePackages",
                columns: new[] { "OrgId", "GoodsId" });

            migrationBuilder.CreateIndex(
                name: "IX_CodePackages_OrgId_MerchantId",
                schema: "codes",
                table: "CodePackages",
                columns: new[] { "OrgId", "MerchantId" });

            migrationBuilder.CreateIndex(
                name: "IX_CodePackages_OrgId_Number",
                schema: "codes",
                table: "CodePackages",
                columns: new[] { "OrgId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_NumberBlocks_Form",
                schema: "codes",
                table: "NumberBlocks",
                column: "Form");

            migrationBuilder.CreateIndex(
                name: "IX_PackageLevels_OrgId_PackageId_Level",
                schema: "codes",
                table: "PackageLevels",
                columns: new[] { "OrgId", "PackageId", "Level" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PackageLevels_OrgId_RuleId",
                schema: "codes",
                table: "PackageLevels",
                columns: new[] { "OrgId", "RuleId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CodeForms",
                schema: "codes");

            migrationBuilder.DropTable(
                name: "NumberBlocks",
                schema: "codes");

            migrationBuilder.DropTable(
                name: "NumberSpaces",
                schema: "codes");

            migrationBuilder.DropTable(
                name: "PackageLevels",
                schema: "codes");

            migrationBuilder.DropTable(
                name: "CodePackages",
                schema: "codes");

            migrationBuilder.DropColumn(
                name: "PackagesNumbered",
                schema: "codes",
                table: "Merchants");
        }
    }
}
