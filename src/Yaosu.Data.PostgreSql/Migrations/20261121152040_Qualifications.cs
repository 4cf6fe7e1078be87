using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Yaosu.Data.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class Qualifications : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Qualifications",
                schema: "orgs",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    OrgId = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Number = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    ExpiresOn = table.Column<DateOnly>(type: "date", nullable: true),
                    FileId = table.Column<long>(type: "bigint", nullable: false),
                    FileName = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    RejectedWhy = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    SubmittedById = table.Column<long>(type: "bigint", nullable: false),
                    SubmittedBy = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    SubmittedAt = table.Column<DateTime>(type: "timestamp(6) with time zone", precision: 6, nullable: false),
                    ReviewedBy = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    ReviewedAt = table.Column<DateTime>(type: "timestamp(6) with time zone", precision: 6, nullable: true),
                    WarnedDays = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Qualifications", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Qualifications_Orgs_OrgId",
                        column: x => x.OrgId,
                        principalSchema: "orgs",
                        principalTable: "Orgs",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Qualifications_ExpiresOn",
                schema: "orgs",
                table: "Qualifications",
                column: "ExpiresOn");

            migrationBuilder.CreateIndex(
                name: "IX_Qualifications_OrgId_Kind",
                schema: "orgs",
                table: "Qualifications",
                columns: new[] { "OrgId", "Kind" });

            migrationBuilder.CreateIndex(
                name: "IX_Qualifications_State",
                schema: "orgs",
                table: "Qualifications",
                column: "State");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Qualifications",
                schema: "orgs");
        }
    }
}
