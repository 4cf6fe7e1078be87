using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Yaosu.Data.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class MainAccountChanges : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "MainAccountChanges",
                schema: "orgs",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    OrgId = table.Column<long>(type: "bigint", nullable: true),
                    CreditCode = table.Column<string>(type: "character varying(18)", maxLength: 18, nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    FromId = table.Column<long>(type: "bigint", nullable: true),
                    ToId = table.Column<long>(type: "bigint", nullable: true),
                    ToName = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Mobile = table.Column<string>(type: "character varying(11)", maxLength: 11, nullable: true),
                    SignInName = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    LetterFileId = table.Column<long>(type: "bigint", nullable: true),
                    LetterFileName = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    LicenceFileId = table.Column<long>(type: "bigint", nullable: true),
                    LicenceFileName = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "timestamp(6) with time zone", precision: 6, nullable: false),
                    AcceptedAt = table.Column<DateTime>(type: "timestamp(6) with time zone", precision: 6, nullable: true),
                    LapsesAt = table.Column<DateTime>(type: "timestamp(6) with time zone", precision: 6, nullable: true),
                    ObjectedAt = table.Column<DateTime>(type: "timestamp(6) with time zone", precision: 6, nullable: true),
                    ObjectedWhy = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    RejectedWhy = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    ReviewedBy = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    ReviewedAt = table.Column<DateTime>(type: "timestamp(6) with time zone", precision: 6, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MainAccountChanges", x => x.Id);
                    table.ForeignKey(
                        name: "FK_MainAccountChanges_Orgs_OrgId",
                        column: x => x.OrgId,
                        principalSchema: "orgs",
                        principalTable: "Orgs",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Users_OrgId",
                schema: "orgs",
                table: "Users",
                column: "OrgId",
                unique: true,
                filter: "\"IsMain\"");

            migrationBuilder.CreateIndex(
                name: "IX_MainAccountChanges_CreditCode",
                schema: "orgs",
                table: "MainAccountChanges",
                column: "CreditCode");

            migrationBuilder.CreateIndex(
                name: "IX_MainAccountChanges_Mobile",
                schema: "orgs",
                table: "MainAccountChanges",
                column: "Mobile");

            migrationBuilder.CreateIndex(
                name: "IX_MainAccountChanges_OrgId_State",
                schema: "orgs",
                table: "MainAccountChanges",
                columns: new[] { "OrgId", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_MainAccountChanges_State_CreatedAt",
                schema: "orgs",
                table: "MainAccountChanges",
                columns: new[] { "State", "CreatedAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "MainAccountChanges",
                schema: "orgs");

            migrationBuilder.DropIndex(
                name: "IX_Users_OrgId",
                schema: "orgs",
                table: "Users");
        }
    }
}
