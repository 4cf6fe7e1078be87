using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Yaosu.Platform.Api;

/// <summary>The description of the interface that programs read (OpenAPI 3.1), made from the routes: nothing in it is written twice.</summary>
public static class ApiDocument
{
    public const string Url = $"{ApiRoutes.Prefix}/openapi.json";

    private const string Name = "v1";
    private const string Scheme = "ApiKey";

    private const string Introduction = """
        ERP、HIS、仓储等系统用接口密钥访问本企业的数据。密钥在控制台“接口密钥”页面新增，只显示一次，按权限开放。

        - 每个请求在 `Authorization` 请求头携带 `Bearer 密钥`。
        - 列表用 `cursor` 翻页：原样带回上一页的 `nextCursor`，直到它为 null。
        - 写入请求必须携带 `Idempotency-Key`；没有收到应答时用同一个值重发，不会重复写入。
        - 拒绝时返回 `application/problem+json`：`code` 固定不变，`title` 是可以给操作人员看的中文说明。
        - 应答头 `RateLimit-Limit`、`RateLimit-Remaining`、`RateLimit-Reset` 说明本分钟的余量；超出时返回 429 和 `Retry-After`。
        """;

    internal static IServiceCollection AddApiDocument(this IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = route => $"/{route.RelativePath}".StartsWith($"{ApiRoutes.Prefix}/", StringComparison.Ordinal);
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new() { Title = "药溯开放接口", Version = Name, Description = Introduction };
            // Wherever it is read from, that is where to ask.
            document.Servers = [new() { Url = "/" }];
            document.Components ??= new();
            document.AddComponent<IOpenApiSecurityScheme>(Scheme, new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "接口密钥" });
            document.Security = [new() { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            Describe(operation, isChange: string.Equals(context.Description.HttpMethod, HttpMethods.Post, StringComparison.Ordinal));
            return Task.CompletedTask;
        });
    });

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapOpenApi(Url).AllowAnonymous();

    private static void Describe(OpenApiOperation operation, bool isChange)
    {
        if (isChange)
            (operation.Parameters ??= []).Add(new OpenApiParameter
            {
                Name = Idempotency.Header,
                In = ParameterLocation.Header,
                Required = true,
                Description = "本次写入的唯一值；重发时保持不变。",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = IdempotentRequest.KeyLength },
            });
        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>())
            parameter.Description ??= parameter.Name switch
            {
                "cursor" => "上一页的 nextCursor；第一页不带。",
                "limit" => string.Create(CultureInfo.InvariantCulture, $"每页条数，1 到 {ApiCursor.MostLimit}，默认 {ApiCursor.DefaultLimit}。"),
                _ => null,
            };
        foreach (var (status, response) in operation.Responses ?? [])
            response.Description = status switch
            {
                "200" => "成功",
                "201" => "已写入",
                "400" => "请求写法不正确",
                "401" => "没有携带接口密钥，或密钥不可用",
                "403" => "密钥没有所需的权限",
                "404" => "不存在，或不属于本企业",
                "409" => "与已有数据或正在处理的请求冲突",
                "422" => "内容不符合业务规则",
                "429" => "请求过于频繁",
                _ => response.Description,
            };
    }
}
