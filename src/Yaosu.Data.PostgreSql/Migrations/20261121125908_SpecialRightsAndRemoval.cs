using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Yaosu.Data.PostgreSql.Migrations
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
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "MayServeConsumers",
                schema: "orgs",
                table: "Users",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTime>(
                name: "RemovedAt",
                schema: "orgs",
                table: "Users",
                type: "timestamp(6) with time zone",
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
