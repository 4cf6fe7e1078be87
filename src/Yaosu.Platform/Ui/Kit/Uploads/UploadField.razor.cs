using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Yaosu.Platform.Files;

namespace Yaosu.Platform.Ui.Kit;

public sealed partial class UploadField : IAsyncDisposable
{
    private readonly string _id = "upload-" + Guid.NewGuid().ToString("N")[..8];
    private DotNetObjectReference<UploadField>? _self;
    private string? _name;
    private string? _error;

    /// <summary>Null while nothing is on its way.</summary>
    private int? _percent;

    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>Tells the server what the file is for, and so its limits and who may read it.</summary>
    [Parameter, EditorRequired]
    public FilePurpose Purpose { get; set; } = default!;

    [Parameter]
    public string? Hint { get; set; }

    /// <summary>Shows the picture itself.</summary>
    [Parameter]
    public bool Preview { get; set; }

    [Parameter]
    public bool Disabled { get; set; }

    [Parameter]
    public bool AllowRemove { get; set; } = true;

    [Parameter]
    public UploadedFile? Value { get; set; }

    /// <summary>A file was kept, or removed (null).</summary>
    [Parameter]
    public EventCallback<UploadedFile?> ValueChanged { get; set; }

    [Inject]
    private KitScripts Scripts { get; set; } = default!;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        _self = DotNetObjectReference.Create(this);
        await Scripts.RunAsync("upload", "attach", _id, _self, new
        {
            url = FileUrls.UploadFor(Purpose),
            maxBytes = Purpose.MaxBytes,
            accept = AcceptOf(Purpose),
            tooLarge = $"文件超过 {SizeText.Of(Purpose.MaxBytes)}，请压缩后再上传。",
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_self is null)
            return;
        await Scripts.RunAsync("upload", "detach", _id);
        _self.Dispose();
    }

    [JSInvokable]
    public void Started(string name)
    {
        (_name, _percent, _error) = (name, 0, null);
        StateHasChanged();
    }

    [JSInvokable]
    public void Progressed(int percent)
    {
        if (_percent is null)
            return;
        _percent = Math.Clamp(percent, 0, 100);
        StateHasChanged();
    }

    [JSInvokable]
    public async Task Finished(UploadedFile file)
    {
        (_percent, _error) = (null, null);
        await ValueChanged.InvokeAsync(file);
        StateHasChanged();
    }

    /// <param name="sentence">Null when the person cancelled.</param>
    [JSInvokable]
    public void Failed(string? sentence)
    {
        (_percent, _error) = (null, sentence);
        StateHasChanged();
    }

    /// <summary>Only helps to choose: the server looks into the file.</summary>
    private static string AcceptOf(FilePurpose purpose) => string.Join(',', purpose.Uploads.Select(kind => kind switch
    {
        FileKind.Xlsx => ".xlsx",
        FileKind.Text => ".csv,.txt",
        FileKind.Zip => ".zip",
        FileKind.Certificate => ".cer,.crt,.pem,.der",
        _ => kind.ContentType(),
    }));

    private ValueTask CancelAsync() => Scripts.RunAsync("upload", "cancel", _id);

    private Task RemoveAsync() => ValueChanged.InvokeAsync(null);
}
