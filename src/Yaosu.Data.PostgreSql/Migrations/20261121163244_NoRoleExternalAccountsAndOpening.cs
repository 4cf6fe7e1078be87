using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Yaosu.Data.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class NoRoleExternalAccountsAndOpening : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "PermissionsClearedAt",
                schema: "orgs",
                table: "Users",
                type: "timestamp(6) with time zone",
                precision: 6,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ConsoleOpenedAt",
                schema: "orgs",
                table: "Orgs",
                type: "timestamp(6) with time zone",
                precision: 6,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ConsoleOpenedBy",
                schema: "orgs",
                table: "Orgs",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ExternalAccounts",
                schema: "orgs",
                columns: table => new
                {
                    Provider = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    SubjectHash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    OrgId = table.Column<long>(type: "bigint", nullable: false),
                    UserId = table.Column<long>(type: "bigint", nullable: false),
                    Name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    BoundAt = table.Column<DateTime>(type: "timestamp(6) with time zone", precision: 6, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ExternalAccounts", x => new { x.Provider, x.SubjectHash });
                });

            migrationBuilder.CreateIndex(
                name: "IX_ExternalAccounts_OrgId_UserId_Provider",
                schema: "orgs",
                table: "ExternalAccounts",
                columns: new[] { "OrgId", "UserId", "Provider" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ExternalAccounts",
                schema: "orgs");

            migrationBuilder.DropColumn(
                name: "PermissionsClearedAt",
                schema: "orgs",
                table: "Users");

            migrationBuilder.DropColumn(
                name: "ConsoleOpenedAt",
                schema: "orgs",
                table: "Orgs");

            migrationBuilder.DropColumn(
                name: "ConsoleOpenedBy",
                schema: "orgs",
                table: "Orgs");
        }
    }
}
