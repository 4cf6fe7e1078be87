using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage;
using Yaosu.Platform.Audit;
using Yaosu.Platform.Live;
using Yaosu.Platform.Modules;

namespace Yaosu.Platform.Data;

/// <summary>The database as one actor sees it for one operation. Opened by <see cref="AppDbFactory"/>, never injected, never kept, never re-tenanted.</summary>
public sealed class AppDb : DbContext
{
    public const string OrgFilter = "org";

    private readonly AppDbParts _parts;
    private readonly AuditPending _audit;
    private readonly HashSet<LiveTopic> _touched = [];
    private bool _inTransaction;

    internal AppDb(DbContextOptions<AppDb> options, AppDbParts parts, Actor actor)
        : base(options)
    {
        _parts = parts;
        Actor = actor;
        _audit = new(this);
        ChangeTracker.Tracking += StampOrg;
    }

    public Actor Actor { get; }

    public long OrgId => Actor.OrgId;

    public IDatabaseEngine Engine => _parts.Engine;

    public TimeProvider Time => _parts.Time;

    public ModuleList Modules => _parts.Modules;

    /// <summary>Puts a line into the audit log, in the transaction of the next save. Before and after are read off the tracked entity.</summary>
    public void Record(AuditAction action, IAuditSubject subject, string? note = null) => _audit.Add(action, subject, note);

    /// <summary>For acts without a tracked entity: a sign-in, an export.</summary>
    public void Record(AuditAction action, AuditObject about, string? note = null) => _audit.Add(action, about, note);

    /// <summary>After the commit, tells the screens that show this topic.</summary>
    public void Touch(LiveTopic topic) => _touched.Add(topic);

    public void Touch(string topicOfThisOrg) => _touched.Add(new(OrgId, topicOfThisOrg));

    /// <summary>Saves; a version clash, a duplicate or a row that others still refer to becomes the given refusal, everything else stays an exception.</summary>
    public async Task<Outcome> TrySaveAsync(Refusal? changedMeanwhile = null, Refusal? duplicate = null, Refusal? stillUsed = null, CancellationToken ct = default)
    {
        if (Actor.ViewingAs is not null)
            return Refuse(Actor.OnlyViewing);
        try
        {
            await SaveChangesAsync(ct);
            return Outcome.Done;
        }
        catch (DbUpdateConcurrencyException) when (changedMeanwhile is not null)
        {
            return Refuse(changedMeanwhile);
        }
        catch (DbUpdateException e) when (duplicate is not null && Engine.IsUniqueViolation(e))
        {
            return Refuse(duplicate);
        }
        catch (DbUpdateException e) when (stillUsed is not null && Engine.IsReferenceViolation(e))
        {
            return Refuse(stillUsed);
        }
    }

    /// <summary>What was refused is forgotten: neither the end of a transaction nor a later save may bring it back.</summary>
    private Refusal Refuse(Refusal refusal)
    {
        ChangeTracker.Clear();
        _audit.Forget();
        _touched.Clear();
        return refusal;
    }

    /// <summary>Several saves, one transaction. Audit lines are chained at the end, so that the chain's lock is held shortest and taken last.</summary>
    public async Task InTransactionAsync(Func<Task> work, CancellationToken ct = default)
    {
        if (_inTransaction)
            throw new InvalidOperationException("Already in a transaction.");
        _inTransaction = true;
        try
        {
            await using var transaction = await BeginAsync(ct);
            await work();
            _audit.ReadChanges(); // What was recorded after the last save.
            await AppendAuditAsync(ct);
            await transaction.CommitAsync(ct);
        }
        finally
        {
            _inTransaction = false;
        }
        TellScreens();
    }

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        // The last door, should a use case forget to ask.
        if (Actor.ViewingAs is not null)
            throw new InvalidOperationException($"{Actor.Name} only views as another role.");
        _audit.ReadChanges();
        if (_inTransaction || !_audit.Any)
        {
            var saved = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
            if (!_inTransaction)
                TellScreens();
            return saved;
        }

        await using var transaction = await BeginAsync(cancellationToken);
        var written = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        await AppendAuditAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        TellScreens();
        return written;
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) => throw new NotSupportedException("Await SaveChangesAsync.");

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTime>().HavePrecision(6).HaveConversion<UtcConverter>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
        configurationBuilder.Properties<string>().HaveMaxLength(200);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        foreach (var module in _parts.Modules.All)
            module.MapEntities(modelBuilder);
        TenancyConvention.Apply(modelBuilder, this);
        Engine.MapModel(modelBuilder);
    }

    /// <summary>A new row belongs to the enterprise acted for. The key must be there before tracking starts; a value generator would skip it on entities
    /// whose foreign keys share it.</summary>
    private void StampOrg(object? sender, EntityTrackingEventArgs e)
    {
        if (e is { State: EntityState.Added, Entry.Entity: IOwnedByOrg { OrgId: 0 } })
            e.Entry.Property(nameof(IOwnedByOrg.OrgId)).CurrentValue = OrgId;
    }

#pragma warning disable RS0030 // Everybody else comes here.
    private Task<IDbContextTransaction> BeginAsync(CancellationToken ct) => Database.BeginTransactionAsync(ct);
#pragma warning restore RS0030

    private async Task AppendAuditAsync(CancellationToken ct)
    {
        if (!_audit.Any)
            return;
        await AuditChain.AppendAsync(this, _audit.Take(), _parts, ct);
        Touch(AuditChain.Topic);
    }

    private void TellScreens()
    {
        foreach (var topic in _touched)
            _parts.Live.Changed(topic);
        _touched.Clear();
    }

    /// <summary>Saves as it is: for the audit chain, which runs inside the transaction of a save.</summary>
    internal Task<int> SaveRawAsync(CancellationToken ct) => base.SaveChangesAsync(true, ct);
}

/// <summary>What every context shares.</summary>
public sealed record AppDbParts(ModuleList Modules, IDatabaseEngine Engine, ILiveTopics Live, TimeProvider Time);
