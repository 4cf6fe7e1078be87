using Yaosu.Platform.Files;

namespace Yaosu.Codes.Products;

/// <summary>Pictures of goods.</summary>
public static class GoodsPictureFile
{
    public static readonly FilePurpose Purpose = new("goods-picture", "商品图片")
    {
        Uploads = new HashSet<FileKind> { FileKind.Jpeg, FileKind.Png },
        MaxBytes = 5 * 1024 * 1024,
        ToUpload = CodesPermissions.ManageGoods,
        MayRead = (actor, file) => actor.IsOf(file.OrgId) && actor.May(CodesPermissions.ViewGoods),
        GoesAfter = TimeSpan.FromDays(1),
    };
}
