using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Yaosu.Data.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class Joining : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "JoinApplications",
                schema: "orgs",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    CreditCode = table.Column<string>(type: "nvarchar(18)", maxLength: 18, nullable: false),
                    Name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false, collation: "Chinese_PRC_CI_AS"),
                    Address = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    LegalPerson = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    ContactName = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Mobile = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    SignInName = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    RejectedWhy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: false),
                    SubmittedAt = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: true),
                    ReviewedAt = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: true),
                    ReviewedBy = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: true),
                    OrgId = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_JoinApplications", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "JoinQualifications",
                schema: "orgs",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    ApplicationId = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Number = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    ExpiresOn = table.Column<DateOnly>(type: "date", nullable: true),
                    FileId = table.Column<long>(type: "bigint", nullable: false),
                    FileName = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_JoinQualifications", x => x.Id);
                    table.ForeignKey(
                        name: "FK_JoinQualifications_JoinApplications_ApplicationId",
                        column: x => x.ApplicationId,
                        principalSchema: "orgs",
                        principalTable: "JoinApplications",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_JoinApplications_CreditCode",
                schema: "orgs",
                table: "JoinApplications",
                column: "CreditCode");

            migrationBuilder.CreateIndex(
                name: "IX_JoinApplications_Mobile",
                schema: "orgs",
                table: "JoinApplications",
                column: "Mobile");

            migrationBuilder.CreateIndex(
                name: "IX_JoinApplications_State_SubmittedAt",
                schema: "orgs",
                table: "JoinApplications",
                columns: new[] { "State", "SubmittedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_JoinQualifications_ApplicationId_Kind",
                schema: "orgs",
                table: "JoinQualifications",
                columns: new[] { "ApplicationId", "Kind" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "JoinQualifications",
                schema: "orgs");

            migrationBuilder.DropTable(
                name: "JoinApplications",
                schema: "orgs");
        }
    }
}
