// Copies what pages load out of node_modules into the folder named as the first argument.
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const target = process.argv[2];
rmSync(target, { recursive: true, force: true });

const copy = (from, to) => {
  mkdirSync(join(target, to, '..'), { recursive: true });
  cpSync(join('node_modules', from), join(target, to), { recursive: true });
};

copy('apexcharts/dist/apexcharts.esm.js', 'apexcharts/apexcharts.esm.js');
copy('@fontsource-variable/noto-sans-sc/wght.css', 'noto-sans-sc/wght.css');
copy('@fontsource-variable/noto-sans-sc/files', 'noto-sans-sc/files');
