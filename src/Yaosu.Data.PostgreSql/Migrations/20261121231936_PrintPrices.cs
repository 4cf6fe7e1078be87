using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Yaosu.Data.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class PrintPrices : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "PrintPriceLists",
                schema: "codes",
                columns: table => new
                {
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    Outer = table.Column<long>(type: "bigint", nullable: false),
                    Flat = table.Column<long>(type: "bigint", nullable: false),
                    Tiers = table.Column<string>(type: "text", nullable: false),
                    SetBy = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    SetAt = table.Column<DateTime>(type: "timestamp(6) with time zone", precision: 6, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PrintPriceLists", x => x.From);
                });

            migrationBuilder.InsertData(
                schema: "codes",
                table: "PrintPriceLists",
                columns: new[] { "From", "Flat", "Outer", "SetAt", "SetBy", "Tiers" },
                values: new object[] { new DateOnly(2020, 1, 1), 300000L, 12L, new DateTime(2020, 1, 1, 0, 0, 0, 0, DateTimeKind.Utc), "系统", "30000 12\n1000000 10\n5000001 9" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "PrintPriceLists",
                schema: "codes");
        }
    }
}
