using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Yaosu.Data.PostgreSql.Migrations
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
