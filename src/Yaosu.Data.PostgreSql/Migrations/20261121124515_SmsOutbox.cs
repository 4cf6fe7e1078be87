using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Yaosu.Data.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class SmsOutbox : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "SmsMessages",
                schema: "platform",
                columns: table => new
                {
                    OrgId = table.Column<long>(type: "bigint", nullable: false),
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    MaskedNumber = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    ProtectedNumber = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    ProtectedValues = table.Column<string>(type: "text", nullable: true),
                    Text = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    At = table.Column<DateTime>(type: "timestamp(6) with time zone", precision: 6, nullable: false),
                    SentAt = table.Column<DateTime>(type: "timestamp(6) with time zone", precision: 6, nullable: true),
                    Receipt = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    Error = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SmsMessages", x => new { x.OrgId, x.Id });
                });

            migrationBuilder.CreateIndex(
                name: "IX_SmsMessages_At",
                schema: "platform",
                table: "SmsMessages",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_SmsMessages_MaskedNumber_At",
                schema: "platform",
                table: "SmsMessages",
                columns: new[] { "MaskedNumber", "At" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SmsMessages",
                schema: "platform");
        }
    }
}
