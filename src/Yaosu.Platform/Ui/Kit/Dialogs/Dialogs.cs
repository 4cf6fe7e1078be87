using Microsoft.AspNetCore.Components;

namespace Yaosu.Platform.Ui.Kit;

/// <summary>Asks people something in a modal dialog and waits for the answer. <c>DialogHost</c> in the layout draws them.</summary>
public sealed class Dialogs(KitScripts scripts)
{
    private readonly List<OpenDialog> _open = [];

    internal event Action? Changed;

    internal IReadOnlyList<OpenDialog> Open => _open;

    /// <summary>False also when the dialog is closed in any other way.</summary>
    public async Task<bool> ConfirmAsync(string title, string text, string confirmText = "确定", bool danger = false, string cancelText = "取消") =>
        await ShowAsync<ConfirmDialog, bool?>(title, new()
        {
            [nameof(ConfirmDialog.Text)] = text,
            [nameof(ConfirmDialog.ConfirmText)] = confirmText,
            [nameof(ConfirmDialog.CancelText)] = cancelText,
            [nameof(ConfirmDialog.Danger)] = danger,
        }) is true;

    /// <summary>For what can't be undone: the name of the thing has to be typed.</summary>
    public async Task<bool> ConfirmTypedAsync(string title, string text, string name, string confirmText = "确定") =>
        await ShowAsync<ConfirmDialog, bool?>(title, new()
        {
            [nameof(ConfirmDialog.Text)] = text,
            [nameof(ConfirmDialog.ConfirmText)] = confirmText,
            [nameof(ConfirmDialog.Typed)] = name,
            [nameof(ConfirmDialog.Danger)] = true,
        }) is true;

    /// <summary>Shows a component, which closes itself through its cascading <see cref="OpenDialog"/>. Null when it was closed without an answer.</summary>
    public async Task<TResult?> ShowAsync<TComponent, TResult>(string title, Dictionary<string, object?>? parameters = null)
        where TComponent : IComponent
    {
        if (Changed is null)
            throw new InvalidOperationException("No DialogHost is on the page: nobody would see the dialog.");
        var dialog = new OpenDialog(this, title, typeof(TComponent), parameters ?? []);
        _open.Add(dialog);
        Changed.Invoke();
        return await dialog.Answer is TResult result ? result : default;
    }

    internal async Task CloseAsync(OpenDialog dialog)
    {
        // Closed by the browser before it is taken away, so that the focus returns to where it came from.
        await scripts.RunAsync("dialog", "close", dialog.Id);
        if (_open.Remove(dialog))
            Changed?.Invoke();
    }
}

/// <summary>A dialog on the screen; its content has it as a cascading parameter.</summary>
public sealed class OpenDialog
{
    private static long _last;
    private readonly Dialogs _dialogs;
    private readonly TaskCompletionSource<object?> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal OpenDialog(Dialogs dialogs, string title, Type content, Dictionary<string, object?> parameters)
    {
        (_dialogs, Title, Content, Parameters) = (dialogs, title, content, parameters);
        Id = "dialog-" + Interlocked.Increment(ref _last);
    }

    public string Title { get; }

    internal string Id { get; }

    internal Type Content { get; }

    internal Dictionary<string, object?> Parameters { get; }

    internal Task<object?> Answer => _answer.Task;

    /// <summary>The first answer counts.</summary>
    public async Task CloseAsync(object? result)
    {
        if (_answer.Task.IsCompleted)
            return;
        await _dialogs.CloseAsync(this);
        _answer.TrySetResult(result);
    }
}
