using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Yaosu.Data.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class Drugs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "drugs");

            migrationBuilder.CreateTable(
                name: "Drugs",
                schema: "drugs",
                columns: table => new
                {
                    OrgId = table.Column<long>(type: "bigint", nullable: false),
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    GenericName = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false, collation: "Chinese_PRC_CI_AS"),
                    TradeName = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    Initials = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    DosageForm = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Strength = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    DoseUnit = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: false),
                    DosesPerPack = table.Column<int>(type: "int", nullable: false),
                    PackUnit = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: false),
                    MiddleUnit = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: true),
                    PacksPerMiddle = table.Column<int>(type: "int", nullable: true),
                    CaseUnit = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: true),
                    PerCase = table.Column<int>(type: "int", nullable: true),
                    PackText = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    LicenceNumber = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Holder = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Manufacturer = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    NationalCode = table.Column<string>(type: "nvarchar(14)", maxLength: 14, nullable: true),
                    IdentificationCode = table.Column<string>(type: "nvarchar(7)", maxLength: 7, nullable: true),
                    Barcode = table.Column<string>(type: "nvarchar(13)", maxLength: 13, nullable: true),
                    Special = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    IsCentrallyPurchased = table.Column<bool>(type: "bit", nullable: false),
                    IsBlood = table.Column<bool>(type: "bit", nullable: false),
                    Storage = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    StorageNote = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    ValidMonths = table.Column<int>(type: "int", nullable: false),
                    RetiredAt = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Drugs", x => new { x.OrgId, x.Id });
                });

            migrationBuilder.CreateIndex(
                name: "IX_Drugs_OrgId_Barcode",
                schema: "drugs",
                table: "Drugs",
                columns: new[] { "OrgId", "Barcode" });

            migrationBuilder.CreateIndex(
                name: "IX_Drugs_OrgId_GenericName",
                schema: "drugs",
                table: "Drugs",
                columns: new[] { "OrgId", "GenericName" });

            migrationBuilder.CreateIndex(
                name: "IX_Drugs_OrgId_IdentificationCode",
                schema: "drugs",
                table: "Drugs",
                columns: new[] { "OrgId", "IdentificationCode" },
                unique: true,
                filter: "[IdentificationCode] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Drugs_OrgId_LicenceNumber_Strength_PackText",
                schema: "drugs",
                table: "Drugs",
                columns: new[] { "OrgId", "LicenceNumber", "Strength", "PackText" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Drugs_OrgId_NationalCode",
                schema: "drugs",
                table: "Drugs",
                columns: new[] { "OrgId", "NationalCode" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Drugs",
                schema: "drugs");
        }
    }
}
