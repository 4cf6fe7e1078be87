using Yaosu.Platform.Hosting;
using Yaosu.Server.Hosting;

namespace Yaosu.Server.Verbs;

/// <summary>What the host executable does instead of serving: <c>Yaosu.Server migrate</c>, <c>doctor</c>, …</summary>
public abstract class Verb
{
    private static readonly IReadOnlyList<Verb> All =
    [
        new Migrate(), new SeedDemo(), new Doctor(), new VerifyAudit(), new BackUp(), new Restore(), new ResetPasswordVerb(), new ResetSecondFactorVerb(), new Health(), new Help(),
    ];

    public abstract string Name { get; }

    /// <summary>What it is given, for the list of verbs: <c>&lt;目录&gt;</c>.</summary>
    public virtual string Arguments => "";

    /// <summary>One line for the list of verbs.</summary>
    public abstract string About { get; }

    /// <summary>Null when the host should simply serve.</summary>
    public static Verb? Asked(string[] args) => args is [var first, ..] && !first.StartsWith('-')
        ? All.FirstOrDefault(verb => verb.Name == first) ?? throw new StartRefusedException($"没有“{first}”这个命令。可用的命令：{string.Join("、", All.Select(verb => verb.Name))}；不带命令则启动服务。")
        : null;

    /// <returns>The exit code.</returns>
    public abstract Task<int> RunAsync(VerbArguments arguments);

    private sealed class Help : Verb
    {
        public override string Name => "help";

        public override string About => "列出全部命令";

        public override Task<int> RunAsync(VerbArguments arguments)
        {
            foreach (var verb in All)
                Console.WriteLine($"  {verb.Name + " " + verb.Arguments,-28}{verb.About}");
            return Task.FromResult(0);
        }
    }
}

/// <summary>A verb that works on the database, also while hosts are running on it.</summary>
public abstract class DatabaseVerb : Verb
{
    public sealed override async Task<int> RunAsync(VerbArguments arguments)
    {
        var builder = YaosuHost.CreateBuilder(arguments.Settings);
        await using var database = ProductDatabase.Choose(builder.Configuration, builder.Environment);
        await using var app = YaosuHost.Build(builder, database);
        Check(database, arguments);
        await database.OpenAsync(app.Lifetime.ApplicationStopping);
        return await RunAsync(app, database, arguments);
    }

    /// <summary>Refuses before the database is touched.</summary>
    /// <exception cref="StartRefusedException">With the sentence to show.</exception>
    protected virtual void Check(ProductDatabase database, VerbArguments arguments)
    {
    }

    protected abstract Task<int> RunAsync(WebApplication app, ProductDatabase database, VerbArguments arguments);
}
