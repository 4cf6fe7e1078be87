using Yaosu.Platform.Background;
using Yaosu.Platform.Data;

namespace Yaosu.Platform.Jobs;

public static class EnqueueExtension
{
    /// <summary>Asks for a job in the name of the context's actor. The row is saved with the change that needs it; it runs after the commit, or never.</summary>
    public static Job Enqueue<TArguments>(this AppDb db, string kind, string title, TArguments arguments)
    {
        var job = Job.New(db.Actor, kind, title.Length <= 200 ? title : title[..199] + "…", StoredJson.Write(arguments), db.Time.UtcNow());
        db.Add(job);
        db.Touch(JobTopics.All);
        db.Touch(JobTopics.Waiting);
        return job;
    }
}
