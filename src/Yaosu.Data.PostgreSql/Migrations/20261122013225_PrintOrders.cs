using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Yaosu.Data.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class PrintOrders : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "PrintOrders",
                schema: "codes",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    OrgId = table.Column<long>(type: "bigint", nullable: false),
                    OrgName = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Number = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    Sequence = table.Column<int>(type: "integer", nullable: false),
                    Process = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Outer = table.Column<long>(type: "bigint", nullable: false),
                    Inner = table.Column<long>(type: "bigint", nullable: false),
                    OuterFen = table.Column<long>(type: "bigint", nullable: false),
                    InnerFen = table.Column<long>(type: "bigint", nullable: true),
                    OuterAmount = table.Column<long>(type: "bigint", nullable: false),
                    InnerAmount = table.Column<long>(type: "bigint", nullable: false),
                    Amount = table.Column<long>(type: "bigint", nullable: false),
                    Receiver = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Phone = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Address = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    OrderedById = table.Column<long>(type: "bigint", nullable: false),
                    OrderedBy = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    OrderedAt = table.Column<DateTime>(type: "timestamp(6) with time zone", precision: 6, nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    Carrier = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    Tracking = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PrintOrders", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "PrintOrderPackages",
                schema: "codes",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    OrgId = table.Column<long>(type: "bigint", nullable: false),
                    OrderId = table.Column<long>(type: "bigint", nullable: false),
                    PackageId = table.Column<long>(type: "bigint", nullable: false),
                    Number = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Outer = table.Column<long>(type: "bigint", nullable: false),
                    Inner = table.Column<long>(type: "bigint", nullable: false),
                    HeldId = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PrintOrderPackages", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PrintOrderPackages_PrintOrders_OrderId",
                        column: x => x.OrderId,
                        principalSchema: "codes",
                        principalTable: "PrintOrders",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_PrintOrderPackages_OrderId",
                schema: "codes",
                table: "PrintOrderPackages",
                column: "OrderId");

            migrationBuilder.CreateIndex(
                name: "IX_PrintOrderPackages_OrgId_HeldId",
                schema: "codes",
                table: "PrintOrderPackages",
                columns: new[] { "OrgId", "HeldId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PrintOrders_Day_Sequence",
                schema: "codes",
                table: "PrintOrders",
                columns: new[] { "Day", "Sequence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PrintOrders_Number",
                schema: "codes",
                table: "PrintOrders",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PrintOrders_OrgId_State",
                schema: "codes",
                table: "PrintOrders",
                columns: new[] { "OrgId", "State" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "PrintOrderPackages",
                schema: "codes");

            migrationBuilder.DropTable(
                name: "PrintOrders",
                schema: "codes");
        }
    }
}
