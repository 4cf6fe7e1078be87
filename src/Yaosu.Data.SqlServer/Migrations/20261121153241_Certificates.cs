using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Yaosu.Data.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class Certificates : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Certificate",
                schema: "orgs",
                table: "Users",
                type: "nvarchar(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "CertificateHandOvers",
                schema: "orgs",
                columns: table => new
                {
                    CodeHash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    BrowserHash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    OrgId = table.Column<long>(type: "bigint", nullable: false),
                    UserId = table.Column<long>(type: "bigint", nullable: false),
                    CertificateId = table.Column<long>(type: "bigint", nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: false),
                    UsedAt = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CertificateHandOvers", x => x.CodeHash);
                });

            migrationBuilder.CreateTable(
                name: "CertificateOwners",
                schema: "orgs",
                columns: table => new
                {
                    Thumbprint = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    OrgId = table.Column<long>(type: "bigint", nullable: false),
                    UserId = table.Column<long>(type: "bigint", nullable: false),
                    CertificateId = table.Column<long>(type: "bigint", nullable: false),
                    ValidUntil = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: false),
                    WarnedDays = table.Column<int>(type: "int", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CertificateOwners", x => x.Thumbprint);
                });

            migrationBuilder.CreateTable(
                name: "Certificates",
                schema: "orgs",
                columns: table => new
                {
                    OrgId = table.Column<long>(type: "bigint", nullable: false),
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    UserId = table.Column<long>(type: "bigint", nullable: false),
                    Number = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Subject = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Issuer = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    SerialNumber = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Thumbprint = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    ValidFrom = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: false),
                    ValidUntil = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: false),
                    UploadedAt = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: false),
                    ReplacedAt = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: true),
                    RevokedAt = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: true),
                    RevokedWhy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Certificates", x => new { x.OrgId, x.Id });
                    table.ForeignKey(
                        name: "FK_Certificates_Users_OrgId_UserId",
                        columns: x => new { x.OrgId, x.UserId },
                        principalSchema: "orgs",
                        principalTable: "Users",
                        principalColumns: new[] { "OrgId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_CertificateHandOvers_ExpiresAt",
                schema: "orgs",
                table: "CertificateHandOvers",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_CertificateOwners_ValidUntil",
                schema: "orgs",
                table: "CertificateOwners",
                column: "ValidUntil");

            migrationBuilder.CreateIndex(
                name: "IX_Certificates_OrgId_UserId",
                schema: "orgs",
                table: "Certificates",
                columns: new[] { "OrgId", "UserId" });

            migrationBuilder.CreateIndex(
                name: "IX_Certificates_OrgId_ValidUntil",
                schema: "orgs",
                table: "Certificates",
                columns: new[] { "OrgId", "ValidUntil" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CertificateHandOvers",
                schema: "orgs");

            migrationBuilder.DropTable(
                name: "CertificateOwners",
                schema: "orgs");

            migrationBuilder.DropTable(
                name: "Certificates",
                schema: "orgs");

            migrationBuilder.DropColumn(
                name: "Certificate",
                schema: "orgs",
                table: "Users");
        }
    }
}
