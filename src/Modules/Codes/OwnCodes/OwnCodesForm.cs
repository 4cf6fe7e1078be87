using System.ComponentModel.DataAnnotations;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Codes.OwnCodes;

internal sealed class OwnCodesForm
{
    [Label("商户"), Required(ErrorMessage = "请选择商户。")]
    public PickChoice? Merchant { get; set; }

    [Label("关联商品")]
    public PickChoice? Goods { get; set; }

    [Label("码包文件"), Required(ErrorMessage = "请上传码包文件。")]
    public UploadedFile? File { get; set; }
}
