using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Yaosu.Platform.Ui.Kit;

namespace Yaosu.Architecture.Tests.Plants;

/// <summary>Stands for an entity.</summary>
public sealed class Row
{
    public long Id { get; set; }
}

public sealed class FormWithRows
{
    public List<Row> Rows { get; } = [];
}

public sealed class EditsRows : ComponentBase
{
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenComponent<FormBody<FormWithRows>>(0);
        builder.CloseComponent();
    }
}

public sealed class PostsARow : ComponentBase
{
    [SupplyParameterFromForm]
    private Row? Input { get; set; }

    public long Id => Input?.Id ?? 0;
}

public sealed class Bell
{
    public event Action? Changed;

    public void Ring() => Changed?.Invoke();
}

public sealed class ListensForEver(Bell bell) : ComponentBase
{
    protected override void OnInitialized() => bell.Changed += StateHasChanged;
}

public sealed class ListensAndStops(Bell bell) : ComponentBase, IDisposable
{
    protected override void OnInitialized() => bell.Changed += StateHasChanged;

    public void Dispose() => bell.Changed -= StateHasChanged;
}
