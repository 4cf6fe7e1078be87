using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Yaosu.Data.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class PhoneCodesAndSecondFactor : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "RecoveryCodes",
                schema: "orgs",
                table: "Users",
                type: "nvarchar(1000)",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SecondFactor",
                schema: "orgs",
                table: "Users",
                type: "nvarchar(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "SecondFactorStep",
                schema: "orgs",
                table: "Users",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "PhoneCodes",
                schema: "orgs",
                columns: table => new
                {
                    Id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Number = table.Column<string>(type: "nvarchar(11)", maxLength: 11, nullable: false),
                    Use = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    CodeHash = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    AskedAt = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: false),
                    Tries = table.Column<int>(type: "int", nullable: false),
                    UsedAt = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PhoneCodes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SignInPhones",
                schema: "orgs",
                columns: table => new
                {
                    Number = table.Column<string>(type: "nvarchar(11)", maxLength: 11, nullable: false),
                    OrgId = table.Column<long>(type: "bigint", nullable: false),
                    UserId = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SignInPhones", x => new { x.Number, x.OrgId, x.UserId });
                });

            migrationBuilder.CreateIndex(
                name: "IX_PhoneCodes_AskedAt",
                schema: "orgs",
                table: "PhoneCodes",
                column: "AskedAt");

            migrationBuilder.CreateIndex(
                name: "IX_PhoneCodes_Number_AskedAt",
                schema: "orgs",
                table: "PhoneCodes",
                columns: new[] { "Number", "AskedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_SignInPhones_OrgId_UserId",
                schema: "orgs",
                table: "SignInPhones",
                columns: new[] { "OrgId", "UserId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "PhoneCodes",
                schema: "orgs");

            migrationBuilder.DropTable(
                name: "SignInPhones",
                schema: "orgs");

            migrationBuilder.DropColumn(
                name: "RecoveryCodes",
                schema: "orgs",
                table: "Users");

            migrationBuilder.DropColumn(
                name: "SecondFactor",
                schema: "orgs",
                table: "Users");

            migrationBuilder.DropColumn(
                name: "SecondFactorStep",
                schema: "orgs",
                table: "Users");
        }
    }
}
