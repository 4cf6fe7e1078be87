using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Yaosu.Data.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class QrSignIns : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "QrSignIns",
                schema: "orgs",
                columns: table => new
                {
                    IdHash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    BrowserHash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    AskedAt = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: false),
                    Address = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    Device = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    OrgId = table.Column<long>(type: "bigint", nullable: true),
                    UserId = table.Column<long>(type: "bigint", nullable: true),
                    SessionId = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    ConfirmedAt = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_QrSignIns", x => x.IdHash);
                });

            migrationBuilder.CreateIndex(
                name: "IX_QrSignIns_AskedAt",
                schema: "orgs",
                table: "QrSignIns",
                column: "AskedAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "QrSignIns",
                schema: "orgs");
        }
    }
}
