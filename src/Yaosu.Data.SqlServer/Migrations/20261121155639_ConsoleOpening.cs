using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Yaosu.Data.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class ConsoleOpening : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "ConsoleOpenedAt",
                schema: "orgs",
                table: "Orgs",
                type: "datetime2(6)",
                precision: 6,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ConsoleOpenedBy",
                schema: "orgs",
                table: "Orgs",
                type: "nvarchar(40)",
                maxLength: 40,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
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
