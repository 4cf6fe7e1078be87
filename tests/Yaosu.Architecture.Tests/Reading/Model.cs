using Yaosu.Data.PostgreSql;
using Yaosu.Platform.Data;
using Yaosu.Platform.Live;
using Yaosu.Platform.Modules;

namespace Yaosu.Architecture.Tests.Reading;

/// <summary>The database's model, read without a database.</summary>
internal static class Model
{
    public static AppDb Open(ModuleList modules) =>
        new AppDbFactory(modules, new PostgreSqlEngine("Host=127.0.0.1;Port=1;Database=none;Username=none"), new Nobody(), TimeProvider.System).Open(Actor.System(1));

    private sealed class Nobody : ILiveTopics
    {
        public IDisposable Subscribe(LiveTopic topic, Action changed) => throw new NotSupportedException();

        public void Changed(LiveTopic topic) => throw new NotSupportedException();
    }
}
