using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Yaosu.Data.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class ApiKeys : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ApiKeys",
                schema: "orgs",
                columns: table => new
                {
                    OrgId = table.Column<long>(type: "bigint", nullable: false),
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "zh-x-icu"),
                    Provider = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    Permissions = table.Column<string>(type: "text", nullable: false),
                    Addresses = table.Column<string>(type: "text", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "timestamp(6) with time zone", precision: 6, nullable: false),
                    RevokedAt = table.Column<DateTime>(type: "timestamp(6) with time zone", precision: 6, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ApiKeys", x => new { x.OrgId, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "ApiSecretOwners",
                schema: "orgs",
                columns: table => new
                {
                    Hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    OrgId = table.Column<long>(type: "bigint", nullable: false),
                    SecretId = table.Column<long>(type: "bigint", nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "timestamp(6) with time zone", precision: 6, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ApiSecretOwners", x => x.Hash);
                });

            migrationBuilder.CreateTable(
                name: "IdempotentRequests",
                schema: "platform",
                columns: table => new
                {
                    OrgId = table.Column<long>(type: "bigint", nullable: false),
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    ActorId = table.Column<long>(type: "bigint", nullable: false),
                    Key = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    RequestHash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "timestamp(6) with time zone", precision: 6, nullable: false),
                    Status = table.Column<int>(type: "integer", nullable: true),
                    AnswerJson = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IdempotentRequests", x => new { x.OrgId, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "ApiKeyUses",
                schema: "orgs",
                columns: table => new
                {
                    OrgId = table.Column<long>(type: "bigint", nullable: false),
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    ApiKeyId = table.Column<long>(type: "bigint", nullable: false),
                    Permission = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Count = table.Column<long>(type: "bigint", nullable: false),
                    LastAt = table.Column<DateTime>(type: "timestamp(6) with time zone", precision: 6, nullable: false),
                    LastAddress = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ApiKeyUses", x => new { x.OrgId, x.Id });
                    table.ForeignKey(
                        name: "FK_ApiKeyUses_ApiKeys_OrgId_ApiKeyId",
                        columns: x => new { x.OrgId, x.ApiKeyId },
                        principalSchema: "orgs",
                        principalTable: "ApiKeys",
                        principalColumns: new[] { "OrgId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ApiSecrets",
                schema: "orgs",
                columns: table => new
                {
                    OrgId = table.Column<long>(type: "bigint", nullable: false),
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    ApiKeyId = table.Column<long>(type: "bigint", nullable: false),
                    Ending = table.Column<string>(type: "character varying(4)", maxLength: 4, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "timestamp(6) with time zone", precision: 6, nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "timestamp(6) with time zone", precision: 6, nullable: false),
                    RevokedAt = table.Column<DateTime>(type: "timestamp(6) with time zone", precision: 6, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ApiSecrets", x => new { x.OrgId, x.Id });
                    table.ForeignKey(
                        name: "FK_ApiSecrets_ApiKeys_OrgId_ApiKeyId",
                        columns: x => new { x.OrgId, x.ApiKeyId },
                        principalSchema: "orgs",
                        principalTable: "ApiKeys",
                        principalColumns: new[] { "OrgId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ApiKeys_OrgId_Name",
                schema: "orgs",
                table: "ApiKeys",
                columns: new[] { "OrgId", "Name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ApiKeyUses_OrgId_ApiKeyId_Permission",
                schema: "orgs",
                table: "ApiKeyUses",
                columns: new[] { "OrgId", "ApiKeyId", "Permission" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ApiSecretOwners_ExpiresAt",
                schema: "orgs",
                table: "ApiSecretOwners",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_ApiSecrets_OrgId_ApiKeyId",
                schema: "orgs",
                table: "ApiSecrets",
                columns: new[] { "OrgId", "ApiKeyId" });

            migrationBuilder.CreateIndex(
                name: "IX_IdempotentRequests_OrgId_ActorId_Key",
                schema: "platform",
                table: "IdempotentRequests",
                columns: new[] { "OrgId", "ActorId", "Key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_IdempotentRequests_OrgId_CreatedAt",
                schema: "platform",
                table: "IdempotentRequests",
                columns: new[] { "OrgId", "CreatedAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ApiKeyUses",
                schema: "orgs");

            migrationBuilder.DropTable(
                name: "ApiSecretOwners",
                schema: "orgs");

            migrationBuilder.DropTable(
                name: "ApiSecrets",
                schema: "orgs");

            migrationBuilder.DropTable(
                name: "IdempotentRequests",
                schema: "platform");

            migrationBuilder.DropTable(
                name: "ApiKeys",
                schema: "orgs");
        }
    }
}
