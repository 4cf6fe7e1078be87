using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Yaosu.Platform.Data;

/// <summary>Contexts of one process may be built from different module lists (tests, tools); each list has its own model.</summary>
internal sealed class ModelOfModules : IModelCacheKeyFactory
{
    public object Create(DbContext context, bool designTime) => (((AppDb)context).Modules, designTime);
}
