using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Yaosu.Data.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class SpecialRightsAndRemoval : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "MayInspectMarket",
                schema: "orgs",
                table: "Users",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "MayServeConsumers",
                schema: "orgs",
                table: "Users",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTime>(
                name: "RemovedAt",
                schema: "orgs",
                table: "Users",
                type: "datetime2(6)",
                precision: 6,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "MayInspectMarket",
                schema: "orgs",
                table: "Users");

            migrationBuilder.DropColumn(
                name: "MayServeConsumers",
                schema: "orgs",
                table: "Users");

            migrationBuilder.DropColumn(
                name: "RemovedAt",
                schema: "orgs",
                table: "Users");
        }
    }
}
